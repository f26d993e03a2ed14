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
