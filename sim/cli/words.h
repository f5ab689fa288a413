// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Numbers and amounts as people read them.
namespace tenure::cli {

/// 1234567 -> "1,234,567"
std::string with_thousands(std::int64_t number);

/// 1234567.891 with 1 decimal -> "1,234,567.9". Not finite: "none".
std::string with_thousands(double number, int decimals);

/// The same with its sign: "+12.3", "-4", and no sign before a zero.
std::string with_sign(double number, int decimals);

/// How many decimals of a number are worth showing if it is sure to within `half_width`: its first
/// two digits. Without a half width, as many as make four digits of the number.
int decimals_worth_showing(double number, double half_width);

/// "3.4 million", "12,345"
std::string rounded_count(double count);

/// "640 bytes", "12 MB", "1.3 GB": decimal units
std::string amount_of_memory(double bytes);

/// "3.1 s", "2 min 5 s", "1 h 12 min"
std::string time_span(double seconds);

/// "1 customer", "2 customers"
std::string counted(std::int64_t count, std::string_view singular);

/// Columns that a text takes: characters, not bytes.
std::size_t width_of(std::string_view text);

/// At most `width` columns of it: what is longer ends in an ellipsis.
std::string shortened(std::string_view text, std::size_t width);

/// Lines of at most `width` columns, each but the first indented.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace tenure::cli
