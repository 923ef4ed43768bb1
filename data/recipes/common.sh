# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# What the recipes of the world economies share; sourced, not run.
# Call: RECIPE.sh [SHARED [OUT]]. SHARED (or $HM_SHARED) is the folder of raw
# data, or the one above it; OUT the economy to write. $HIRSCHMAN is the program (default:
# build/hirschman). Every line of conservation is printed, and is kept in the
# economy's RECIPE.md.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
shared=${1:-${HM_SHARED:-$root/../shared}}
if [ -d "$shared/data" ]; then
    shared=$shared/data
fi
out=${2:-$root/data/$vintage}
hirschman=${HIRSCHMAN:-$root/build/hirschman}
ll=$shared/lashkaripour-lugovskyy-wiod2014
wiod=$shared/wiod-2013-release
for needed in "$ll/flows_2014_44x44x16.csv.gz" "$wiod/wiot_2011.csv.gz"; do
    if [ ! -f "$needed" ]; then
        echo "$0: $needed is missing; name the folder of raw data" >&2
        exit 1
    fi
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ledger=$work/ledger.txt
: >"$ledger"

# step WHAT ARGUMENTS...: one `hirschman data` command; keeps its ledger.
step() {
    printf '\n%s\n' "$1" | tee -a "$ledger"
    shift
    if ! "$hirschman" data "$@" 2>"$work/step.txt"; then
        cat "$work/step.txt" >&2
        exit 1
    fi
    cat "$work/step.txt"
    grep -v '^data ' "$work/step.txt" >>"$ledger" || true
}

# Flows and tariffs of 2014 in 41 countries and 35 sectors: $work/flows; the
# table of 2011 with those tariffs: $work/table.
make_world() {
    step "Flows and tariffs of 2014, 44 countries x 16 industries" \
        import "$ll/flows_2014_44x44x16.csv.gz" --format long --columns \
        origin,dest,industry,flow_raw_musd,tariff_dest_on_origin \
        --countries "$ll/countries.csv:id:iso3" \
        --industries "$here/ll16-sectors.csv:industry16:sector16" \
        --theta 5 --digits 0 -o "$work/flows44"
    step "CHE, HRV and NOR folded into ROW" \
        aggregate "$work/flows44" --allow duty \
        --countries "$here/wiod-countries.csv:ll44:country" \
        --digits 0 -o "$work/flows41"
    step "World input-output table of 2011, 41 countries x 35 industries" \
        import "$wiod/wiot_2011.csv.gz" --format wiod2013 \
        --countries "$here/wiod-countries.csv:wiod2013:country" \
        --industries "$here/wiod-sectors.csv:wiod2013:sector" \
        --theta 5 --digits 0 -o "$work/plain"
    step "Flows of 2014 taken apart with the shares of 2011" \
        split "$work/flows41" --weights "$work/plain" \
        --sectors "$here/wiod35_to_ll16.csv:sector:sector16" \
        --digits 0 -o "$work/flows"
    step "The table of 2011 again, with the tariffs of 2014" \
        import "$wiod/wiot_2011.csv.gz" --format wiod2013 \
        --countries "$here/wiod-countries.csv:wiod2013:country" \
        --industries "$here/wiod-sectors.csv:wiod2013:sector" \
        --theta 5 --tariffs "$work/flows" --digits 0 -o "$work/table"
}

# carve ECONOMY: North Korea out of ROW; writes $out and its RECIPE.md.
carve() {
    step "North Korea carved out of ROW" \
        split "$1" --from ROW --country PRK --name "North Korea" \
        --group SixParty --spec "$here/prk-2016" \
        --about "$here/$vintage.yaml" \
        --elasticities "$here/elasticities" -o "$out"
    cp "$here"/elasticities/*.csv "$out/elasticities/"
    {
        cat "$here/$vintage.md"
        python3 "$here/assumptions.py" "$here"
        printf '\n## What came in, went out, was lost and was moved\n\n'
        printf 'Million USD, as the recipe printed it. "lost" lines are '
        printf 'accepted by name in the recipe.\n\n```text'
        cat "$ledger"
        printf '```\n'
    } >"$out/RECIPE.md"
}
