// SPDX-License-Identifier: Apache-2.0
#include "cli/report/html.h"

#include "engine/expect.h"
#include "scenario/utf8.h"

namespace tenure::cli {
namespace {

/// Control characters that HTML cannot hold, even as references.
bool is_unfit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  while (const auto bad = scenario::first_bad_utf8(text)) {
    valid.append(text.substr(0, *bad)).append("\uFFFD");
    text.remove_prefix(*bad + 1);
  }
  return valid.append(text);
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 16);
  for (const char c : valid_utf8(text)) {
    switch (c) {
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '&':
        escaped += "&amp;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += is_unfit(c) ? ' ' : c;
    }
  }
  return escaped;
}

void HtmlWriter::begin(std::string_view tag, Attributes attributes) {
  markup_.append("<").append(tag);
  for (const auto& [name, value] : attributes) {
    markup_.append(" ").append(name).append("=\"").append(html_escaped(value)).append("\"");
  }
  markup_ += '>';
}

HtmlWriter& HtmlWriter::open(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  open_.emplace_back(tag);
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  if (open_.empty()) throw engine::Defect("cli: no HTML element is open");
  const bool is_block = open_.back() != "a" && open_.back() != "strong" && open_.back() != "span" &&
                        open_.back() != "data" && open_.back() != "code";
  markup_ += "</" + open_.back() + (is_block ? ">\n" : ">");
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  markup_ += html_escaped(text);
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view tag, std::string_view content,
                                Attributes attributes) {
  return open(tag, attributes).text(content).close();
}

HtmlWriter& HtmlWriter::empty(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  return raw("\n");
}

HtmlWriter& HtmlWriter::raw(std::string_view markup) {
  markup_ += markup;
  return *this;
}

std::string HtmlWriter::markup() && {
  if (!open_.empty()) throw engine::Defect("cli: the HTML element " + open_.back() + " is open");
  return std::move(markup_);
}

}  // namespace tenure::cli
