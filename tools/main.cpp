// smsdesk-tool segments | signatures | zones: filters from standard input to standard output.
#include <CLI/CLI.hpp>
#include <iostream>

#include "tools/commands.h"
#include "tools/json_lines.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  CLI::App app{
      "Reads JSON lines on standard input and answers each with one. A line that cannot be read "
      "gives "
      "{\"error\", \"line\"}; the exit status is then 1."};
  app.require_subcommand(1);
  smsdesk::tools::Answer answer = nullptr;
  app.add_subcommand(
         "segments",
         "{\"text\": \"…\"} or {\"utf16\": \"hexadecimal code units\"} → "
         "{\"encoding\", \"segments\", "
         "\"units\"}: how many SMS segments a carrier makes of the text. With \"smart\": true beside \"text\", "
         "of the text that smart encoding makes of it; the answer then has that as \"text\"")
      ->callback([&answer] { answer = smsdesk::tools::answer_segments; });
  app.add_subcommand("signatures",
                     "{\"token\", \"url\", \"params\": {name: value or list of values}} → {\"signature\"}: the "
                     "X-Twilio-Signature of that request")
      ->callback([&answer] { answer = smsdesk::tools::answer_signature; });
  app.add_subcommand(
         "zones",
         "{\"number\": \"+12125550123\"} → {\"zone\"}: the time zone of a telephone number's country or area; "
         "empty where that is not certain")
      ->callback([&answer] { answer = smsdesk::tools::answer_zone; });
  CLI11_PARSE(app, argc, argv);
  return smsdesk::tools::answer_lines(std::cin, std::cout, answer) ? 0 : 1;
}
