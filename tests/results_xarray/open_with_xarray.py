# SPDX-License-Identifier: Apache-2.0
"""Opens a results file as users do and checks that they see what was meant.

Usage: open_with_xarray.py WRITER FILE. Exit code 77 (skipped) where xarray is absent.
"""

import subprocess
import sys

try:
    import h5py
    import netCDF4
    import numpy as np
    import xarray as xr
    import h5netcdf  # noqa: F401  (an engine of xarray)
except ImportError as absent:
    print(f"skipped: {absent} (Debian: python3-xarray python3-h5netcdf python3-netcdf4)")
    sys.exit(77)

DIMENSIONS = {"policy": 2, "replication": 3, "period": 4, "segment": 1, "cause": 0, "visit": 30000}


def check_dataset(results):
    assert dict(results.sizes) == DIMENSIONS, results.sizes
    assert set(results.coords) == {"policy", "replication", "segment", "cause"}, results.coords
    assert results.attrs["title"] == "Café, corner shop"
    assert results.attrs["study_id"] == "example"
    assert len(results.attrs["note"]) == 0
    assert list(results.attrs["layout_version"]) == [1, 3]
    assert len(results.attrs["digest"]) == 64

    assert results.revenue.dims == ("policy", "replication", "period", "segment")
    assert list(results.policy.values) == ["today", "más-agentes"]
    assert list(results.segment.values) == ["regulars"]
    assert results.replication.dtype == np.int64
    assert results.complete.dtype == np.int8
    assert results.complete.values.tolist() == [[1, 1, 1], [1, 1, 0]]
    text = results.scenario_yaml.item()
    assert isinstance(text, str) and text.startswith("title: Café\n") and len(text) == 100012

    for name, variable in results.variables.items():
        assert variable.attrs["long_name"], name
        if name not in ("policy", "segment", "cause", "scenario_yaml", "provenance_json"):
            assert variable.dtype.kind in "fi", f"{name} is {variable.dtype}, not a number"

    # Money: stored in cents, seen in the currency; what is missing is NaN.
    revenue = results.revenue.values.ravel()
    np.testing.assert_allclose(revenue[:23], np.arange(23) * 10.01, rtol=1e-15)
    assert np.isnan(revenue[23])
    assert results.revenue.attrs["units"] == "EUR" and results.revenue.attrs["kind"] == "flow"

    kpis = [name for name in results if name.startswith("kpi_in_")]
    assert len(kpis) == 9
    for name in kpis:
        np.testing.assert_array_equal(
            results[name].values, [[0.5, 1, 2], [3, np.nan, -1e300]], err_msg=name
        )
    np.testing.assert_array_equal(results.counted.values, [7, np.nan, -9])
    visits = np.arange(30000)
    np.testing.assert_array_equal(results.many.values, visits * visits % 9973)
    assert results.customers_left.shape == (2, 3, 4, 1, 0)

    chosen = results.sel(policy="más-agentes", replication=1)
    assert chosen.kpi_in_shares.dtype == np.float64 and np.isnan(chosen.kpi_in_shares)
    table = results[["revenue", "complete"]].to_dataframe()
    assert len(table) == 24 and table.revenue.sum() == revenue[:23].sum()


def check_scales(path):
    """The dimension scales by the rules of HDF5 itself, for readers other than netCDF's."""
    with h5py.File(path) as file:
        revenue = file["revenue"]
        assert [axis[0].name for axis in revenue.dims] == [
            "/policy", "/replication", "/period", "/segment"]
        assert all(h5py.h5ds.is_attached(revenue.id, axis[0].id, i)
                   for i, axis in enumerate(revenue.dims))
        assert file["many"].compression == "gzip" and file["many"].fletcher32
    with netCDF4.Dataset(path) as file:
        assert {name: len(one) for name, one in file.dimensions.items()} == DIMENSIONS
        assert not any(one.isunlimited() for name, one in file.dimensions.items() if len(one))


def main():
    writer, path = sys.argv[1:]
    subprocess.run([writer, path], check=True)
    first = open(path, "rb").read()
    subprocess.run([writer, path], check=True)
    assert open(path, "rb").read() == first, "the same study gave other bytes"
    for engine in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(path, engine=engine) as results:
            check_dataset(results)
        print(f"{engine}: as meant")
    with xr.open_dataset(path) as results:  # without naming an engine
        assert dict(results.sizes) == DIMENSIONS
    check_scales(path)


if __name__ == "__main__":
    main()
