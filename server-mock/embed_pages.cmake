# Writes OUTPUT, a C++ file that holds each of FILES as an array of bytes, for page_files.h.
set(arrays "")
set(rows "")
set(index 0)
foreach(path IN LISTS FILES)
  get_filename_component(name ${path} NAME)
  file(READ ${path} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "constexpr unsigned char kFile${index}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(kFile${index}), sizeof kFile${index}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"server-mock/page_files.h\"\n\nnamespace smsdesk::mock {\nnamespace {\n\n${arrays}\n}  // namespace\n\n\
std::vector<PageFile> page_files() {\n  return {\n${rows}  };\n}\n\n}  // namespace smsdesk::mock\n")
