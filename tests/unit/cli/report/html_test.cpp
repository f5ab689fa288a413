// SPDX-License-Identifier: Apache-2.0
#include "cli/report/html.h"

#include <gtest/gtest.h>

#include "engine/expect.h"

namespace tenure::cli {
namespace {

TEST(Html, NothingInATextBecomesMarkup) {
  HtmlWriter html;
  html.open("p", {{"title", "\"'><script>"}}).text("</p><script>alert('&')</script>").close();
  EXPECT_EQ(std::move(html).markup(),
            "<p title=\"&quot;&#39;&gt;&lt;script&gt;\">&lt;/p&gt;&lt;script&gt;alert(&#39;&amp;"
            "&#39;)&lt;/script&gt;</p>\n");
}

TEST(Html, BytesThatAreNoTextAreReplaced) {
  EXPECT_EQ(html_escaped("a\xff\xc3(\x01"
                         "b"),
            "a\uFFFD\uFFFD( b");
  EXPECT_EQ(html_escaped("Café 💶"), "Café 💶");
}

TEST(Html, AnElementLeftOpenIsADefect) {
  HtmlWriter html;
  html.open("main").element("p", "text");
  EXPECT_THROW(std::move(html).markup(), engine::Defect);
  EXPECT_THROW(HtmlWriter().close(), engine::Defect);
}

}  // namespace
}  // namespace tenure::cli
