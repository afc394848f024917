// Reading: nlohmann's SAX parser (which is iterative) calls TreeBuilder. Values whose container is
// still open wait on `waiting_`; when the container ends, its children are the top of that stack
// and move to `nodes` together.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/json/tree.h"

namespace smsdesk::json {
namespace {

/// The sentence with the value in its place. Its texts are in the catalogues, which this room does not know
/// (tools/setup/words.sh).
Error wrong(ErrorCode code, std::string sentence, std::string_view place, const std::string& value) {
  sentence.replace(sentence.find(place), place.size(), value);
  return {code, std::move(sentence)};
}

class TreeBuilder {
 public:
  TreeBuilder(std::size_t depth_max, std::size_t values_max, std::size_t text_bytes)
      : depth_max_(depth_max), values_max_(values_max), tree_(new Tree) {
    tree_->bytes.reserve(text_bytes);  // its strings are no longer than the text
  }

  bool null() { return add(Node{}); }
  bool boolean(bool value) {
    Node node;
    node.kind = Kind::Boolean;
    node.truth = value;
    return add(node);
  }
  bool number_integer(std::int64_t value) {
    Node node;
    node.kind = Kind::Number;
    // The parser calls this for "-0" too, which is the same value as 0.
    node.form = value < 0 ? NumberForm::Negative : NumberForm::Unsigned;
    node.negative_value = value;
    if (value >= 0) node.unsigned_value = static_cast<std::uint64_t>(value);
    return add(node);
  }
  bool number_unsigned(std::uint64_t value) {
    Node node;
    node.kind = Kind::Number;
    node.unsigned_value = value;
    return add(node);
  }
  bool number_float(double value, const std::string& /*written*/) {
    Node node;
    node.kind = Kind::Number;
    node.form = NumberForm::Real;
    node.real_value = value;
    return add(node);
  }
  bool string(std::string& value) {
    Node node;
    node.kind = Kind::String;
    node.content = store(value);
    return add(node);
  }
  bool binary(std::vector<std::uint8_t>& /*value*/) { return false; }  // JSON text has none

  bool start_object(std::size_t /*unknown*/) { return open(Kind::Object); }
  bool start_array(std::size_t /*unknown*/) { return open(Kind::Array); }
  bool key(std::string& name) {
    key_ = store(name);
    return true;
  }
  bool end_object() {
    if (has_repeated_key(open_.back().children_begin)) return false;
    return close();
  }
  bool end_array() { return close(); }

  template <typename Exception>
  bool parse_error(std::size_t position, const std::string& /*token*/, const Exception& /*what*/) {
    error_ = wrong(ErrorCode::Invalid, "This is not valid JSON: reading stopped at byte {n}.", "{n}",
                   std::to_string(position));
    return false;
  }

  Error take_error() { return std::move(error_); }
  std::unique_ptr<Tree> take_tree() {
    tree_->nodes.push_back(waiting_.back());
    return std::move(tree_);
  }

 private:
  struct Open {
    Kind kind;
    Slice key;
    std::size_t children_begin;
  };

  Slice store(const std::string& text) {
    Slice slice{static_cast<std::uint32_t>(tree_->bytes.size()), static_cast<std::uint32_t>(text.size())};
    tree_->bytes += text;
    return slice;
  }
  std::string_view text(Slice slice) const { return std::string_view(tree_->bytes).substr(slice.begin, slice.count); }
  bool add(Node node) {
    node.key = std::exchange(key_, Slice{});
    if (waiting_.size() + tree_->nodes.size() >= values_max_) {
      error_ = wrong(ErrorCode::TooLarge, "This JSON has more than {n} values.", "{n}", std::to_string(values_max_));
      return false;
    }
    waiting_.push_back(node);
    return true;
  }
  bool open(Kind kind) {
    if (open_.size() >= depth_max_) {
      error_ = wrong(ErrorCode::TooLarge, "This JSON is nested more than {n} levels deep.", "{n}",
                     std::to_string(depth_max_));
      return false;
    }
    open_.push_back(Open{kind, std::exchange(key_, Slice{}), waiting_.size()});
    return true;
  }
  bool close() {
    Open ended = open_.back();
    open_.pop_back();
    Node node;
    node.kind = ended.kind;
    node.content = {static_cast<std::uint32_t>(tree_->nodes.size()),
                    static_cast<std::uint32_t>(waiting_.size() - ended.children_begin)};
    auto first = waiting_.begin() + static_cast<std::ptrdiff_t>(ended.children_begin);
    tree_->nodes.insert(tree_->nodes.end(), first, waiting_.end());
    waiting_.erase(first, waiting_.end());
    key_ = ended.key;
    return add(node);
  }
  bool has_repeated_key(std::size_t children_begin) {
    keys_.clear();
    for (std::size_t i = children_begin; i < waiting_.size(); ++i) keys_.push_back(text(waiting_[i].key));
    std::sort(keys_.begin(), keys_.end());
    auto twice = std::adjacent_find(keys_.begin(), keys_.end());
    if (twice == keys_.end()) return false;
    error_ = wrong(ErrorCode::Invalid, "This JSON names \"{name}\" twice in one object.", "{name}",
                   std::string(twice->substr(0, 64)));
    return true;
  }

  std::size_t depth_max_, values_max_;
  std::unique_ptr<Tree> tree_;
  std::vector<Node> waiting_;
  std::vector<Open> open_;
  std::vector<std::string_view> keys_;
  Slice key_;
  Error error_;
};

}  // namespace

Result<Document> Document::parse(std::string_view text, std::size_t depth_max, std::size_t values_max) {
  if (text.size() > kDocumentBytesMax) {
    return wrong(ErrorCode::TooLarge, "This JSON is longer than {n} MiB.", "{n}",
                 std::to_string(kDocumentBytesMax >> 20));
  }
  // The parser takes a zero byte for the end of its input and would pass over all that follows.
  if (std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return wrong(ErrorCode::Invalid, "This is not valid JSON: there is a zero byte at byte {n}.", "{n}",
                 std::to_string(zero));
  }
  TreeBuilder builder(depth_max, values_max, text.size());
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.take_error();
  return Document(builder.take_tree());
}

Document::Document(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

View Document::root() const {
  return tree_ ? View(tree_.get(), static_cast<std::uint32_t>(tree_->nodes.size() - 1)) : View();
}

}  // namespace smsdesk::json
