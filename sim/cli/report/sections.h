// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "cli/report/account.h"
#include "cli/report/page.h"

namespace tenure::cli {

/// How a page begins, by which it is known again.
inline constexpr std::string_view kPageStart = "<!doctype html>\n<!-- A page of tenure report. -->";

// One file each. A section that the data has nothing for writes nothing.
void tell_answer(const Account& account, Page& page);
void tell_ranking(const Account& account, Page& page);
void tell_money(const Account& account, Page& page);
void tell_payers(const Account& account, Page& page);
void tell_kept(const Account& account, Page& page);
void tell_twins(const Account& account, Page& page);
void tell_service(const Account& account, Page& page);
void tell_loyalty(const Account& account, Page& page);
void tell_scenario(const Account& account, Page& page);
void tell_figures(const Account& account, Page& page);
void tell_ending(const Account& account, Page& page);
void tell_caveats(const Account& account, Page& page);
void tell_provenance(const Account& account, Page& page);

// Parts of a section.
void tell_break_even(const Account& account, Page& page);
void tell_causes(const Account& account, Page& page);
void tell_cohorts(const Account& account, Page& page);

/// KPIs of all policies side by side; those that are nothing under all of them are left out.
PageTable kpi_table(const Account& account, const std::vector<std::string>& kpis,
                    const std::string& caption);

}  // namespace tenure::cli
