# Read by ctest, with PROGRAM, PREFIX, LABEL, TIMEOUT, ENVIRONMENT and LIST: one test for each suite of a GoogleTest
# program. Long suites are cut in pieces, so that no core waits for one of them. The output names the failed test.
set(most 10)  # tests in a piece

if(NOT EXISTS "${PROGRAM}")
  add_test("${PREFIX}not_built" "${PROGRAM}")
  return()
endif()
if("${PROGRAM}" IS_NEWER_THAN "${LIST}")
  execute_process(COMMAND "${PROGRAM}" --gtest_list_tests OUTPUT_VARIABLE listed RESULT_VARIABLE result
                  ERROR_VARIABLE errors TIMEOUT 60)
  if(result)
    message(FATAL_ERROR "${PROGRAM} --gtest_list_tests failed (${result}):\n${errors}")
  endif()
  string(REGEX REPLACE " *#[^\n]*" "" listed "${listed}")  # values of parameters, which may hold brackets
  file(WRITE "${LIST}" "${listed}")
endif()

file(STRINGS "${LIST}" lines REGEX "^[A-Za-z ].*")
set(suites "")
foreach(line IN LISTS lines)
  if(line MATCHES "^([^ ]+)\\.( |$)")
    set(suite "${CMAKE_MATCH_1}")
    list(APPEND suites "${suite}")
    set(count_${suite} 0)
  elseif(line MATCHES "^  [^ ]")
    math(EXPR count_${suite} "${count_${suite}} + 1")
  endif()
endforeach()

foreach(suite IN LISTS suites)
  set(labels "${LABEL}")
  set(timeout "${TIMEOUT}")
  if(suite MATCHES "^Slow")
    set(labels slow)
    set(timeout 3600)
  endif()
  math(EXPR pieces "(${count_${suite}} + ${most} - 1) / ${most}")
  foreach(piece RANGE 1 ${pieces})
    set(name "${PREFIX}${suite}")
    set(environment ${ENVIRONMENT})
    if(pieces GREATER 1)
      string(APPEND name ".${piece}_of_${pieces}")
      math(EXPR index "${piece} - 1")
      list(APPEND environment GTEST_TOTAL_SHARDS=${pieces} GTEST_SHARD_INDEX=${index})
    endif()
    add_test("${name}" "${PROGRAM}" "--gtest_filter=${suite}.*")
    # Skipped: nothing passed, nothing failed. What failed would be listed behind what was skipped.
    set_tests_properties("${name}" PROPERTIES LABELS "${labels}" TIMEOUT ${timeout} ENVIRONMENT "${environment}"
      SKIP_REGULAR_EXPRESSION "PASSED  . 0 tests[.]\n(.  SKIPPED .[^\n]*\n)+$")
  endforeach()
endforeach()
