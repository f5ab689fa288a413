// SPDX-License-Identifier: Apache-2.0
#include "scenario/parse.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "scenario/issue.h"
#include "scenario/number.h"
#include "scenario/utf8.h"

namespace tenure::scenario {
namespace {

/// The text with the start of each line, to turn yaml-cpp's byte columns into ours.
class Source {
 public:
  Source(std::string_view text, std::shared_ptr<const std::string> file)
      : text_(text), file_(std::move(file)) {
    for (std::size_t at = 0; at < text.size(); ++at)
      if (text[at] == '\n') line_starts_.push_back(at + 1);
  }

  std::string_view text() const { return text_; }

  Place place(std::size_t line, std::size_t byte) const {
    line = std::min(line, line_starts_.size() - 1);
    const std::string_view rest = text_.substr(std::min(line_starts_[line], text_.size()));
    const std::size_t characters = count_characters(rest.substr(0, byte));
    return {file_, static_cast<int>(line) + 1, static_cast<int>(characters) + 1};
  }
  Place place(const YAML::Mark& mark) const {
    if (mark.line < 0) return place(0, 0);
    return place(static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column));
  }
  Place place_of_byte(std::size_t at) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
    const auto line = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
    return place(line, at - line_starts_[line]);
  }
  std::size_t lines() const { return line_starts_.size(); }
  std::string_view line(std::size_t index) const {
    const std::size_t end =
        index + 1 < line_starts_.size() ? line_starts_[index + 1] - 1 : text_.size();
    return text_.substr(line_starts_[index], end - line_starts_[index]);
  }
  /// Whether the text in quotes that starts at a mark, an anchor before it allowed, never ends.
  bool has_open_quote(const YAML::Mark& mark) const {
    std::size_t at = byte_of(mark);
    if (at < text_.size() && text_[at] == '&') at = text_.find_first_of(" \t\n", at);
    at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
    if (at == text_.size() || (text_[at] != '"' && text_[at] != '\'')) return false;  // a block
    const char quote = text_[at];
    for (++at; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        const bool doubled = quote == '\'' && at + 1 < text_.size() && text_[at + 1] == quote;
        if (!doubled) return false;
        ++at;
      }
    }
    return true;
  }

  /// The byte at a mark, or 0 beyond the end.
  char at(const YAML::Mark& mark) const {
    const std::size_t byte = byte_of(mark);
    return byte < text_.size() ? text_[byte] : '\0';
  }

 private:
  std::size_t byte_of(const YAML::Mark& mark) const {
    if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= line_starts_.size())
      return text_.size();
    return line_starts_[static_cast<std::size_t>(mark.line)] +
           static_cast<std::size_t>(mark.column);
  }

  std::string_view text_;
  std::shared_ptr<const std::string> file_;
  std::vector<std::size_t> line_starts_{0};
};

[[noreturn]] void refuse(const Place& place, std::string path, Fault fault) {
  throw ScenarioError(issue_at(place, std::move(path), std::move(fault)));
}

/// The code of the control character at a byte, or nothing: C0, DEL, and C1 as UTF-8 has it. They
/// could drive a terminal that shows a title or a message.
std::optional<int> control_at(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x20 || c == 0x7F) return c;
  if (c != 0xC2 || at + 1 == text.size()) return std::nullopt;
  const auto next = static_cast<unsigned char>(text[at + 1]);
  return next < 0xA0 ? std::optional<int>(next) : std::nullopt;
}

Fault control_fault(int code) {
  return {"has a control character of code " + std::to_string(code),
          "scenarios are plain text in UTF-8", ""};
}

/// Everything that can be said without parsing, so that yaml-cpp never meets it.
void check_bytes(const Source& source) {
  const std::string_view text = source.text();
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    refuse(source.place(0, 0), "", {"is written in UTF-16", "scenarios are UTF-8", ""});
  const auto bad = first_bad_utf8(text);
  std::size_t brackets = 0;
  for (std::size_t at = 0; at < bad.value_or(text.size()); ++at) {
    const char c = text[at];
    if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7F)  // negative: beyond ASCII
      if (const auto control = control_at(text, at))
        refuse(source.place_of_byte(at), "", control_fault(*control));
    if ((c == '[' || c == '{') && ++brackets > kMostBrackets)
      refuse(source.place_of_byte(at), "",
             {"has more than " + std::to_string(kMostBrackets) + " brackets",
              "no scenario needs so many", ""});
  }
  if (bad)
    refuse(source.place_of_byte(*bad), "", {"is not valid UTF-8", "scenarios are UTF-8", ""});
  for (std::size_t line = 0; line < source.lines(); ++line)
    if (source.line(line).size() > kMostBytesInLine)
      refuse(source.place(line, 0), "",
             {"the line is longer than " + std::to_string(kMostBytesInLine) + " bytes",
              "no scenario needs such a line", ""});
}

/// Builds the tree from yaml-cpp's events and refuses what yaml-cpp would let pass.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const Source& source) : source_(source) {}

  bool has_root() const { return has_root_; }

  /// yaml-cpp takes the end of the file for the end of a quoted text: only the last can be open.
  void refuse_open_quote() const {
    if (!last_quoted_.is_null() && source_.has_open_quote(last_quoted_))
      refuse(source_.place(last_quoted_), "",
             {"a quoted text is not closed", "the file ends first", ""});
  }

  Node take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      refuse(source_.place(mark), "",
             {"a second document starts here", "a scenario is one document", ""});
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const char c = source_.at(mark);
    const bool written = c == '~' || c == 'n' || c == 'N';
    leaf(mark, anchor, written ? Node::Kind::deletion : Node::Kind::empty, {}, Node::Style::plain);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    refuse_control(mark, value);
    const auto style = tag == "!" ? Node::Style::quoted : Node::Style::plain;
    if (style == Node::Style::quoted) last_quoted_ = mark;
    leaf(mark, anchor, Node::Kind::scalar, value, style);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Place place = source_.place(mark);
    const auto known = finished_.find(anchor);
    if (known == finished_.end())
      refuse(place, path(),
             {"an alias inside the value that it repeats", "it would never end", ""});
    count(place, known->second.nodes);
    if (static_cast<int>(frames_.size()) + known->second.depth > kDeepest) refuse_depth(place);
    attach(*known->second.value, 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    std::string key;
    Place key_place;
    std::unordered_map<std::string, int> lines;  ///< of the keys met
  };
  struct Finished {
    std::shared_ptr<const Node> value;
    std::size_t nodes = 0;
    int depth = 0;
  };

  std::string path() const {
    std::string result;
    for (const Frame& frame : frames_) {
      if (frame.node.is(Node::Kind::list)) {
        result += '[' + std::to_string(frame.node.items.size() + 1) + ']';
      } else if (frame.has_key) {
        if (!result.empty()) result += '.';
        result += frame.key.substr(0, 80);
      }
    }
    return result;
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!")
      refuse(source_.place(mark), path(),
             {"has the tag \"" + tag.substr(0, 80) + '"', "scenarios have no tags", ""});
  }

  /// Escapes can say what the bytes of the file may not.
  void refuse_control(const YAML::Mark& mark, const std::string& value) const {
    for (std::size_t at = 0; at < value.size(); ++at) {
      const auto control = control_at(value, at);
      if (control && value[at] != '\n' && value[at] != '\t')
        refuse(source_.place(mark), path(), control_fault(*control));
    }
  }

  [[noreturn]] void refuse_depth(const Place& place) const {
    // The path of so deep a thing helps nobody.
    refuse(place, "",
           {"is nested more than " + std::to_string(kDeepest) + " levels deep",
            "no scenario needs it", ""});
  }

  void count(const Place& place, std::size_t nodes) {
    nodes_ += nodes;
    if (nodes_ > kMostNodes)
      refuse(
          place, path(),
          {"has more than " + std::to_string(kMostNodes) + " keys and values, aliases written out",
           "no scenario needs so many", ""});
  }

  void leaf(const YAML::Mark& mark, YAML::anchor_t anchor, Node::Kind kind, const std::string& text,
            Node::Style style) {
    Node node;
    node.kind = kind;
    node.style = style;
    node.place = source_.place(mark);
    node.text = text;
    count(node.place, 1);
    attach(std::move(node), anchor);
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            Node::Kind kind) {
    refuse_tag(mark, tag);
    const Place place = source_.place(mark);
    count(place, 1);
    if (static_cast<int>(frames_.size()) >= kDeepest) refuse_depth(place);
    Frame frame;
    frame.node.kind = kind;
    frame.node.place = place;
    frame.anchor = anchor;
    frames_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    attach(std::move(frame.node), frame.anchor);
  }

  void attach(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) {
      const std::size_t nodes = count_nodes(node);
      count(node.place, nodes);  // the copy kept for aliases costs as much as the value
      finished_[anchor] = {std::make_shared<const Node>(node), nodes, depth_of(node)};
    }
    if (frames_.empty()) {
      root_ = std::move(node);
      has_root_ = true;
      return;
    }
    Frame& parent = frames_.back();
    if (parent.node.is(Node::Kind::list)) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      take_key(parent, node);
    } else {
      if (node.is(Node::Kind::empty)) node.place = parent.key_place;
      parent.node.entries.push_back({std::move(parent.key), parent.key_place, std::move(node)});
      parent.has_key = false;
      parent.key.clear();
    }
  }

  void take_key(Frame& map, Node& key) {
    if (!key.is(Node::Kind::scalar) || key.text.find_first_of("\n\t") != key.text.npos)
      refuse(key.place, path(), {"has a key that is not a word", "keys are single words", ""});
    if (key.text == "<<")
      refuse(key.place, path(),
             {"has a merge key", "scenarios have none; segments, policies and extends merge", ""});
    const auto [met, is_new] = map.lines.emplace(key.text, key.place.line);
    map.key = std::move(key.text);
    map.key_place = key.place;
    map.has_key = true;
    if (!is_new)
      refuse(key.place, path(),
             {"is a duplicate key", "the first is in line " + std::to_string(met->second), ""});
  }

  const Source& source_;
  YAML::Mark last_quoted_ = YAML::Mark::null_mark();
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, Finished> finished_;
  Node root_;
  bool has_root_ = false;
  int documents_ = 0;
  std::size_t nodes_ = 0;
};

/// yaml-cpp's messages in words that help whoever wrote the file.
Fault in_plain_words(const std::string& message) {
  struct Translation {
    std::string_view theirs;
    std::string_view problem;
    std::string_view why;
  };
  const Translation translations[] = {
      {YAML::ErrorMsg::TAB_IN_INDENTATION, "is indented with a tab",
       "YAML indents with spaces only"},
      {YAML::ErrorMsg::END_OF_MAP, "does not fit the lines before it",
       "keys of one map are indented alike"},
      {YAML::ErrorMsg::END_OF_SEQ, "does not fit the lines before it",
       "items of one list are indented alike"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "{ is not closed",
       "a } or a comma is missing, or a text needs quotes"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "[ is not closed",
       "a ] or a comma is missing, or a text needs quotes"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "a quoted text is not closed", "the file ends first"},
      {YAML::ErrorMsg::DOC_IN_SCALAR, "a quoted text is not closed", "the document ends first"},
      {YAML::ErrorMsg::FLOW_END, "there is a ] or } that nothing opened", ""},
      {YAML::ErrorMsg::BLOCK_ENTRY, "there is a - where no list can start", ""},
      {YAML::ErrorMsg::MAP_KEY, "there is a key where none can stand", ""},
      {YAML::ErrorMsg::MAP_VALUE, "there is a : where none can stand",
       "a line has one key; a text with a colon and a space needs quotes"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "starts with a character that has a meaning in YAML",
       "it needs quotes"},
      {YAML::ErrorMsg::UNKNOWN_ANCHOR, "an alias of something that has no such name before", ""},
      {YAML::ErrorMsg::BAD_FILE, "is nested too deeply", "no scenario needs it"},
  };
  for (const Translation& translation : translations)
    if (message == translation.theirs)
      return {std::string(translation.problem), std::string(translation.why), ""};
  return {"is not valid YAML", message, ""};
}

Node build(const Source& source) {
  check_bytes(source);
  Builder builder(source);
  try {
    std::istringstream stream{std::string(source.text())};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& problem) {
    refuse(source.place(problem.mark), "", in_plain_words(problem.msg));
  }
  builder.refuse_open_quote();
  if (!builder.has_root())
    refuse(source.place(0, 0), "", {"is empty", "a scenario starts with format: 1", ""});
  return builder.take_root();
}

}  // namespace

std::string read_text(const std::filesystem::path& file) {
  const auto name = std::make_shared<const std::string>(file.string());
  std::error_code unknown;
  if (std::filesystem::is_directory(file, unknown))
    refuse({name, 1, 1}, "", {"is a directory", "a scenario is a file", ""});
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw InputError(file.string() + ": cannot be opened for reading");
  // One byte more than allowed tells a full file from one that is too large.
  std::string text(kMostBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) throw InputError(file.string() + ": cannot be read");
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > kMostBytes)
    refuse({name, 1, 1}, "",
           {"is larger than " + std::to_string(kMostBytes) + " bytes", "no scenario needs it", ""});
  return text;
}

Node parse(std::string_view text, const std::string& file) {
  const auto name = std::make_shared<const std::string>(file);
  if (text.size() > kMostBytes)
    refuse({name, 1, 1}, "",
           {"is larger than " + std::to_string(kMostBytes) + " bytes", "no scenario needs it", ""});
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const Source source(text, name);
  Node root = build(source);
  if (root.is(Node::Kind::empty) || root.is(Node::Kind::deletion))
    refuse({name, 1, 1}, "", {"is empty", "a scenario starts with format: 1", ""});
  if (!root.is(Node::Kind::map))
    refuse(root.place, "", {"is not a map", "a scenario is keys with values", ""});
  return root;
}

Node parse_value(std::string_view text, const Place& place) {
  // In brackets, so that the text is one flow value and nothing else; the line break ends a
  // comment.
  const std::string wrapped = '[' + std::string(text) + "\n]";
  const auto shift = [&](Place& at) {
    at.column = at.line == 1 ? at.column - 1 + place.column - 1 : at.column;
    at.line = place.line;
    at.file = place.file;
  };
  Node list;
  try {
    list = build(Source(wrapped, place.file));
  } catch (const ScenarioError& error) {
    Issue issue = error.issues().front();
    issue.column = place.column;
    issue.line = place.line;
    throw ScenarioError(std::move(issue));
  }
  if (!list.is(Node::Kind::list) || list.items.size() > 1)
    refuse(place, "",
           {in_quotes(text) + " is more than one value",
            "a text with a comma needs quotes, a number has a point", ""});
  if (list.items.empty())
    refuse(place, "", {"there is no value after the =", "write ~ to delete", ""});
  Node value = std::move(list.items.front());
  const auto shift_all = [&](auto&& self, Node& node) -> void {
    shift(node.place);
    for (Node& item : node.items) self(self, item);
    for (Entry& entry : node.entries) {
      shift(entry.place);
      self(self, entry.value);
    }
  };
  shift_all(shift_all, value);
  return value;
}

}  // namespace tenure::scenario
