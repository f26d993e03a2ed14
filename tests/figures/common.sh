# Shared by the scripts here: one line of JSON per arm and seed, finished lines are skipped. Sourced, not run.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=${SELVOX_TEST_DATA:-$here/../shared/data}
results=${SELVOX_RESULTS:?run through scripts/figures}
scratch=${SELVOX_FIGURES_DIR:-${TMPDIR:-/tmp}/selvox-figures}
mkdir -p "$scratch"

# finished ARM SEED SETTINGS: is that line there already?
finished() { [ -f "$results" ] && grep -F "\"arm\":\"$1\",\"seed\":$2,\"settings\":\"$3\"" "$results" >/dev/null; }

# hippocampus_workspace FOLDER LABELLED: imports, splits and prepares once.
hippocampus_workspace() {
  local ws=$1 labelled=$2
  [ -d "$data/Task04_Hippocampus" ] || { echo "no $data/Task04_Hippocampus: set SELVOX_TEST_DATA" >&2; exit 1; }
  if [ ! -f "$ws/.ready" ]; then
    rm -rf "$ws"
    selvox init "$ws"
    selvox import "$ws" "$data/Task04_Hippocampus" --dataset hippocampus
    selvox split "$ws" --dataset hippocampus --train 160 --val 10 --test 30 --labelled "$labelled" --seed 0
    selvox prepare "$ws" --dataset hippocampus
    touch "$ws/.ready"
  fi
}

# evaluated FIGURE ARM SEED SETTINGS WS RUN SECONDS: appends the line with the run's own summary, peak memory and test document.
evaluated() {
  local document log="$5/runs/$6/events.jsonl" summary memory
  document=$(selvox evaluate "$5" --run "$6" --split test --json | tr -d '\n')
  summary=$(grep -o '"summary":{[^}]*}' "$log" | tail -n 1 | cut -d: -f2-)
  memory=$(grep '"memory/peak"' "$log" | tail -n 1 | grep -o '"value":[0-9]*' | cut -d: -f2)
  printf '{"figure":"%s","arm":"%s","seed":%s,"settings":"%s","commit":"%s","seconds":%s,"summary":%s,"memory":%s,"value":%s}\n' \
    "$1" "$2" "$3" "$4" "$SELVOX_COMMIT" "$7" "${summary:-null}" "${memory:-null}" "$document" >> "$results"
}

# A run that was cut off goes on from its last checkpoint; a finished one is left alone; otherwise it starts.
# run_once WS NAME COMMAND…
run_once() {
  local ws=$1 name=$2; shift 2
  if [ -f "$ws/runs/$name/run.json" ]; then
    if ! grep -q '"state":"done"' "$ws/runs/$name/events.jsonl" 2>/dev/null; then selvox runs resume "$ws" "$name"; fi
  else
    "$@" --name "$name"
  fi
}

# methods_of DIM: ids of all methods that train in so many dimensions, without test doubles.
methods_of() {
  selvox methods | awk -v dim="$1D" 'NR > 1 && $1 !~ /^(noop|diverge|slow)$/ && ($2 == dim || $3 == dim) { print $1 }'
}

# mednist_workspace FOLDER: six classes of small pictures, imported, split and prepared once.
mednist_workspace() {
  local ws=$1
  [ -d "$data/mednist" ] || { echo "no $data/mednist: set SELVOX_TEST_DATA" >&2; exit 1; }
  if [ ! -f "$ws/.mednist" ]; then
    [ -f "$ws/catalog.sqlite" ] || selvox init "$ws"
    selvox import "$ws" "$data/mednist" --dataset mednist
    selvox split "$ws" --dataset mednist --val 0.1 --test 0.3 --seed 0
    selvox prepare "$ws" --dataset mednist
    touch "$ws/.mednist"
  fi
}

# probed FIGURE ARM SEED SETTINGS WS RUN SECONDS: appends the line with the run's own summary and its probe on the test cases.
probed() {
  local document log="$5/runs/$6/events.jsonl" summary
  document=$(selvox evaluate "$5" --run "$6" --split test --json | tr -d '\n' | grep -o '"probe": *{.*' | sed 's/"probe": *\({.*}\),  *"run":.*/\1/; s/  */ /g')
  summary=$(grep -o '"summary":{[^}]*}' "$log" | tail -n 1 | cut -d: -f2-)
  printf '{"figure":"%s","arm":"%s","seed":%s,"settings":"%s","commit":"%s","seconds":%s,"summary":%s,"value":{"probe":%s}}\n' \
    "$1" "$2" "$3" "$4" "$SELVOX_COMMIT" "$7" "${summary:-null}" "$document" >> "$results"
}
