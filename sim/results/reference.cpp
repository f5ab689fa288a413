// SPDX-License-Identifier: Apache-2.0
#include "results/reference.h"

#include <string_view>

#include "results/sensitivity_layout.h"

namespace tenure::results {
namespace {

constexpr std::string_view kBeginning = R"(
One study is one HDF5 file; everything of it is in the root group, so that xarray opens it as it is:

```python
import xarray as xr
results = xr.open_dataset("R.h5", engine="h5netcdf")  # or engine="netcdf4"
table = results.to_dataframe()                        # pandas
```

Integers with missing values arrive as floating-point numbers with NaN, money in units of its
currency. A file is complete under its final name or not there at all, and the same study gives the
same bytes, given the same version of the HDF5 library. When, where and how fast it was computed is
in the file beside it, `R.h5.run.json`.

## Attributes of the file

| name | type | meaning |
| --- | --- | --- |
| `layout_version` | two int64 | version of this layout; readers refuse another first number |
| `title` | text | title of the scenario |
| `study_id` | text | names the study: equal for files that hold the same numbers |
| `population` | text | `redrawn`: each replication has people of its own; `fixed`: all have the same |
| `events` | int64 | events that were simulated, over all replications |
| `ended_by` | text | the rule that found the number of replications (`--until`, `--select`); absent if the number was given |
| `ended_by_is_reached` | int64 | 1: the rule was reached; 0: the most replications that were allowed came first |
| `warm_up_check` | text | whether the warm-up, or its absence, leaves a mark on the course of the first policy's figures: `settled`, `settling`, `moving`, `unknown` |
| `warm_up_check_text` | text | the same in words |
| `digest` | text | SHA-256 over the data variables (below) |

)";

constexpr std::string_view kPatterns = R"(
## How KPIs are laid out

| name | dimensions | type |
| --- | --- | --- |
| `<kpi>`: counts, money, stocks | policy, replication, period, segment | int64, attribute `kind` |
| `<kpi>` of the whole firm, as of its complaint desk | policy, replication, period | |
| `<kpi>`: ratios and means | as above, with `<kpi>_num` and `<kpi>_den` | float64, NaN if empty |
| `<kpi>_total`: over the horizon | policy, replication | |
| `p_<name>`: a swept parameter | point | float64; attributes `path`, `units`, `scale` |

A comparison has all its policies; a KPI that one of them does not have, because the mechanism is off
under it, is missing there. Its `resolved_yaml` is a stream of YAML documents, one scenario for each
policy. In a sweep KPIs have `point` as first dimension. Money is stored in int64 cents with the attribute
`scale_factor` 0.01, which xarray applies. Missing integers are -9223372036854775808 (`_FillValue`).

)";

constexpr std::string_view kSensitivity = R"(
## What sweeps say of their parameters

Computed from the values above when a sweep is merged, always the same way: [what matters](../guide/what_matters.md).
Of each figure there are three variables: the estimate, and `_low` and `_high`, between which it lies with
95 % confidence. A file has what its design can tell. The dimension `quantity` holds each kept KPI of
each policy, and of each policy but the first its difference to the first one.

)";

constexpr std::string_view kDigest = R"(
## Digest

The SHA-256 of the data variables, sorted by the bytes of their names, each as: length of the name,
name, number of dimensions, length of each dimension, number of bytes of the values, values. Numbers
among these are unsigned, 64 bits, little-endian. Values are little-endian and row-major, as stored
(before `scale_factor`); each text is preceded by its length; every NaN counts as 7ff8000000000000.
Attributes and the texts `scenario_yaml`, `resolved_yaml`, `design_yaml`, `provenance_json` and
`stress_json` do not enter.
)";

std::string_view type_name(Type type) {
  switch (type) {
    case Type::int8:
      return "int8";
    case Type::int64:
      return "int64";
    case Type::float64:
      return "float64";
    case Type::text:
      return "text";
    case Type::money:
      return "int64 cents";
  }
  return "";
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::neither:
      return "";
    case Kind::flow:
      return "flow";
    case Kind::stock:
      return "stock";
  }
  return "";
}

std::string dimensions_of(const Description& description) {
  std::string text = description.occurs == Occurs::per_point ? "(point)" : "";
  for (const std::string& name : description.dimensions) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "scalar" : text;
}

/// A bar would end the cell.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string table(std::span<const Description> descriptions) {
  std::string text =
      "| name | dimensions | type | units | kind | meaning |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (const Description& x : descriptions) {
    const std::string_view where = x.occurs == Occurs::in_sweeps ? " (sweeps only)" : "";
    text += "| `" + x.name + "` | " + dimensions_of(x) + " | ";
    text.append(type_name(x.type)).append(" | ").append(cell(x.units)).append(" | ");
    text.append(kind_name(x.kind)).append(" | ").append(cell(x.meaning)).append(where);
    text += " |\n";
  }
  return text;
}

}  // namespace

std::string reference(std::span<const Description> kpis) {
  const std::string version =
      std::to_string(kLayoutVersion[0]) + "." + std::to_string(kLayoutVersion[1]);
  std::string page = "# Results, layout " + version + "\n";
  page += kBeginning;
  page += "## Variables of the layout\n\n`(point)` is there in the result of a sweep only.\n\n";
  page += table(standard_variables());
  page += kSensitivity;
  page += table(sensitivity_variables());
  page += kPatterns;
  if (!kpis.empty()) page += "## KPIs\n\n" + table(kpis);
  page += kDigest;
  return page;
}

}  // namespace tenure::results
