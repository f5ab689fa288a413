// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::cli {

/// Writes HTML piece by piece, in the order of the calls, as JsonWriter writes JSON:
///
///     html.open("p", {{"class", "lead"}}).text("a < b").close();
///
/// All texts and values of attributes are escaped, so that nothing in a results file can become
/// markup; bytes that are no UTF-8 become U+FFFD. A misuse (an open element at the end) throws
/// engine::Defect.
class HtmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  HtmlWriter& open(std::string_view tag, Attributes attributes = {});
  HtmlWriter& close();  ///< the innermost element
  HtmlWriter& text(std::string_view text);
  /// An element with nothing but a text in it.
  HtmlWriter& element(std::string_view tag, std::string_view text, Attributes attributes = {});
  /// An element that has no content: <meta>.
  HtmlWriter& empty(std::string_view tag, Attributes attributes = {});
  /// Markup of this program's own making, as it is.
  HtmlWriter& raw(std::string_view markup);

  /// The markup, once everything is closed.
  std::string markup() &&;

 private:
  void begin(std::string_view tag, Attributes attributes);

  std::string markup_;
  std::vector<std::string> open_;
};

/// `< > & "` and `'` as references, what is no UTF-8 replaced.
std::string html_escaped(std::string_view text);

}  // namespace tenure::cli
