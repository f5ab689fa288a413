// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include <unistd.h>

#include "cli/errors.h"

namespace tenure::cli {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool is_dumb() {
  const char* terminal = std::getenv("TERM");
  return terminal == nullptr || std::string_view(terminal) == "dumb";
}

/// 0, or why not everything could be written.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

std::string styled(bool colour, Style style, std::string_view text) {
  const char* code = style == Style::bold    ? "\x1b[1m"
                     : style == Style::dim   ? "\x1b[2m"
                     : style == Style::red   ? "\x1b[31m"
                     : style == Style::green ? "\x1b[32m"
                                             : "";
  if (!colour || style == Style::plain) return std::string(text);
  return code + std::string(text) + "\x1b[0m";
}

}  // namespace

Console::Console() {
  std::signal(SIGPIPE, SIG_IGN);
  const bool colour = !is_set("NO_COLOR") && !is_dumb();
  colour_on_stdout_ = colour && isatty(STDOUT_FILENO) == 1;
  colour_on_stderr_ = colour && isatty(STDERR_FILENO) == 1;
  can_rewrite_ = !is_dumb() && isatty(STDERR_FILENO) == 1;
}

void Console::print(std::string_view text) const {
  const int error = write_all(STDOUT_FILENO, text);
  if (error == EPIPE) throw ReaderGone{};
  if (error != 0) {
    throw MachineError("standard output: cannot be written (" +
                       std::generic_category().message(error) + ")");
  }
}

void Console::say(std::string_view line) const {
  write_all(STDERR_FILENO, std::string(line) + '\n');
}

void Console::rewrite(std::string_view line) const {
  write_all(STDERR_FILENO, "\r\x1b[K" + std::string(line));
}

Console Console::without_colour() const {
  Console plain = *this;
  plain.colour_on_stdout_ = false;
  plain.colour_on_stderr_ = false;
  return plain;
}

std::string Console::on_stdout(Style style, std::string_view text) const {
  return styled(colour_on_stdout_, style, text);
}

std::string Console::on_stderr(Style style, std::string_view text) const {
  return styled(colour_on_stderr_, style, text);
}

}  // namespace tenure::cli
