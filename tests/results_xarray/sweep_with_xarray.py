# SPDX-License-Identifier: Apache-2.0
"""Opens a sweep's results as users do: both engines, lazily, every number a number.

Usage: sweep_with_xarray.py TENURE. Exit code 77 (skipped) where xarray is absent.
"""

import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import xarray as xr
    import h5netcdf  # noqa: F401  (an engine of xarray)
    import netCDF4  # noqa: F401  (another)
except ImportError as absent:
    print(f"skipped: {absent} (Debian: python3-xarray python3-h5netcdf python3-netcdf4)")
    sys.exit(77)

SHOP = """format: 1
horizon: 1 year
report_every: 13 weeks
segments: [{name: all, customers: 100}]
purchasing: {mean_interval: 20 d}
leaving: {yearly: 18 %}
complaint_desk: {seats: 1, handling_time: 6 h}
service: {failure_probability: 6 %}
finance: {}
policies: {today: {}, better: {service: {failure_probability: {times: 0.5}}}}
"""
SWEEP = """format: 1
scenario: shop.yaml
replications: 3
parameters:
  - {name: leave, path: leaving.yearly, range: [5 %, 30 %]}
  - {name: gap, path: purchasing.mean_interval, range: [10 d, 40 d], scale: log}
  - {name: desk, path: complaint_desk, values: [off, "{seats: 2}"]}
  - {name: basket, path: purchasing.basket.mean, values: [10 EUR, 20.50 EUR]}
design: {kind: grid, levels: 3}
keep: {periods: all, segments: all}
"""


def check(results):
    expected = {"point": 36, "policy": 2, "replication": 3, "period": 5, "segment": 1}
    # What else there is belongs to the analysis of the design.
    assert {name: results.sizes[name] for name in expected} == expected, results.sizes
    assert set(results.coords) == {"point", "policy", "replication", "segment", "quantity", "parameter"}, results.coords
    assert results.point.values.tolist() == list(range(36))
    np.testing.assert_allclose(results.p_leave.values, np.repeat([0.05, 0.175, 0.30], 12))
    np.testing.assert_allclose(results.p_gap.values, np.tile(np.repeat([10.0, 20.0, 40.0], 4), 3))
    assert results.p_gap.attrs["units"] == "d" and results.p_gap.attrs["scale"] == "log"
    assert results.p_gap.attrs["path"] == "purchasing.mean_interval"
    assert list(results.p_desk.values[:4]) == ["off", "off", "{seats: 2}", "{seats: 2}"]
    np.testing.assert_allclose(results.p_basket.values[:2], [10.0, 20.5])
    assert results.p_basket.attrs["units"] == "EUR"
    texts = ("policy", "segment", "p_desk", "scenario_yaml", "resolved_yaml", "design_yaml", "provenance_json")
    for name, variable in results.variables.items():
        assert variable.attrs["long_name"], name
        # Of the analysis of the design: names of what it is about, and sentences.
        of_analysis = bool({"quantity", "parameter", "pair"} & set(variable.dims))
        is_text = name in texts or (of_analysis and variable.dtype.kind == "O")
        assert is_text or variable.dtype.kind in "fi", f"{name} is {variable.dtype}, not a number"
    assert results.complete.values.all()
    assert results.survival_total.dims == ("point", "policy", "replication")
    assert results.survival.dims == ("point", "policy", "replication", "period", "segment")
    assert results.complaints_filed.dims == ("point", "policy", "replication", "period", "segment")
    # A desk that is off files nothing: missing, not zero.
    filed = results.complaints_filed_total.values
    off = results.p_desk.values == "off"
    assert np.isnan(filed[off]).all() and not np.isnan(filed[~off]).any()
    # More leave where more shall.
    stay = results.survival_total.mean(("policy", "replication")).groupby(results.p_leave).mean().values
    assert stay[0] > stay[1] > stay[2], stay
    ratio = results.survival_num / results.survival_den
    np.testing.assert_allclose(ratio.values, results.survival.values)


with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    (place / "shop.yaml").write_text(SHOP, encoding="utf-8")
    (place / "x.yaml").write_text(SWEEP, encoding="utf-8")
    subprocess.run([sys.argv[1], "sweep", "x.yaml", "-o", "D", "--quiet"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    for engine in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(place / "D" / "results.h5", engine=engine) as opened:
            # Lazily: nothing but coordinates was read.
            assert not opened.survival.variable._in_memory, engine
            assert not opened.profit_total.variable._in_memory, engine
            assert opened.design_yaml.item() == SWEEP
            check(opened)
print("opened by both engines")
