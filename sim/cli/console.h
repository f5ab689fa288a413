// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tenure::cli {

enum class Style { plain, bold, dim, red, green };

/// Where the program talks to people and to other programs: data on stdout, everything else on
/// stderr.
class Console {
 public:
  /// Looks at the two streams, NO_COLOR (https://no-color.org) and TERM. From here on a reader that
  /// goes away, as `| head` does, is no signal any more.
  Console();

  /// Data. Throws ReaderGone if nobody reads any more, MachineError if it cannot be written.
  void print(std::string_view text) const;

  /// A message, a line of its own. A message that cannot be written is lost in silence.
  void say(std::string_view line) const;
  /// As say(), unless --quiet.
  void note(std::string_view line) const {
    if (!quiet_) say(line);
  }
  /// Replaces the last line on the terminal; only where can_rewrite().
  void rewrite(std::string_view line) const;

  void be_quiet() { quiet_ = true; }
  bool is_quiet() const { return quiet_; }
  bool can_rewrite() const { return can_rewrite_; }

  /// One that writes to the same places and colours nothing: to measure texts.
  Console without_colour() const;

  /// In colour, if stdout or stderr takes it.
  std::string on_stdout(Style style, std::string_view text) const;
  std::string on_stderr(Style style, std::string_view text) const;

 private:
  bool colour_on_stdout_ = false;
  bool colour_on_stderr_ = false;
  bool can_rewrite_ = false;
  bool quiet_ = false;
};

/// Nobody reads stdout any more: no reason to go on, and none to complain.
struct ReaderGone {};

}  // namespace tenure::cli
