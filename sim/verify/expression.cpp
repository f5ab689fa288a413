// SPDX-License-Identifier: Apache-2.0
#include "verify/expression.h"

namespace tenure::verify {

scenario::Parsed<std::vector<Term>> parse_expression(std::string_view text) {
  const scenario::Fault fault{scenario::in_quotes(text) + " is no name and no sum of names",
                              "a sum is written with blanks around the signs", "a - b"};
  std::vector<Term> terms;
  int sign = 1;
  bool wants_name = true;
  while (true) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    const bool is_sign = word == "-" || word == "+";
    if (is_sign == wants_name) return fault;
    if (is_sign) {
      sign = word == "-" ? -1 : 1;
    } else {
      terms.push_back({std::string(word), sign});
    }
    wants_name = is_sign;
  }
  if (wants_name) return fault;
  return terms;
}

}  // namespace tenure::verify
