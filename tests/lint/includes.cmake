# Reads the #include lines of the tree: who may include whom (DESIGN section 3). Run: cmake -DROOT=… -P includes.cmake
set(wrong "")
set(checked 0)
file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/core/*.h" "${ROOT}/core/*.cpp" "${ROOT}/storage/*.h" "${ROOT}/storage/*.cpp"
     "${ROOT}/plugins/*.h" "${ROOT}/plugins/*.cpp" "${ROOT}/viewers/*.h" "${ROOT}/viewers/*.cpp" "${ROOT}/ui/*.h" "${ROOT}/ui/*.cpp"
     "${ROOT}/app/*.h" "${ROOT}/app/*.cpp")

# pattern of an include line | folders that may have it (regex) | what to say
set(rules
  "^#include [<\"](torch|ATen|c10)/|^core/learn/|LibTorch lives in core/learn only"
  "^#include [<\"](sqlite3|SQLiteCpp)|^storage/catalog/|SQLite lives in storage/catalog only"
  "^#include [<\"]faiss/|^storage/index/|FAISS lives in storage/index only"
  "^#include [<\"]vtk|^viewers/|VTK lives in viewers only"
  "^#include [<\"]dcmtk/|^plugins/(dicom|pacs)/|DCMTK lives in plugins/dicom and plugins/pacs only"
  "^#include [<\"]itk|^plugins/|ITK lives in plugins only"
  "^#include [<\"](openjpeg|openjpeg-)|^plugins/dicom/|OpenJPEG lives in plugins/dicom only"
  "^#include <Q[A-Z]|^(viewers|ui|app/workbench)/|Qt lives in viewers, ui and the workbench only"
  "^#include [<\"]spdlog|^(app/cli|app/workbench|plugins|storage)/|core and the worker do without spdlog"
  "^#include <(unistd|sys/|fcntl|pthread|dlfcn|signal|poll|spawn)|^(core/base|plugins/launch_local)/|POSIX lives in core/base and the launchers only"
  "^#include <windows.h>|^(core/base|plugins/launch_local)/|Windows headers live in core/base and the launchers only"
  "^#include \"core/learn/|^(core/learn|app/worker)/|only the worker links core/learn"
  "^#include \"storage/|^(storage|app)/|only app builds concrete stores"
  "^#include \"plugins/|^(plugins|app)/|only app builds concrete plugins"
  "^#include \"viewers/|^(viewers|ui|app/workbench)/|viewers stand above core"
  "^#include \"ui/|^(ui|app/workbench)/|ui stands above core and viewers"
  "^#include \"core/services/|^(core/services|plugins|storage|ui|app)/|services stand above the rest of core"
  "^#include \"core/ports/|^(core/ports|core/services|plugins|storage|ui|app)/|ports are for services and above")

foreach(file IN LISTS files)
  file(STRINGS "${ROOT}/${file}" lines REGEX "^#include ")
  foreach(line IN LISTS lines)
    math(EXPR checked "${checked} + 1")
    foreach(rule IN LISTS rules)
      # the pattern itself may hold '|' inside parentheses: split at the last two separators
      string(REGEX MATCH "^(.*)\\|(\\^.*/)\\|([^|]*)$" matched "${rule}")
      set(pattern "${CMAKE_MATCH_1}")
      set(allowed "${CMAKE_MATCH_2}")
      set(reason "${CMAKE_MATCH_3}")
      if(line MATCHES "${pattern}" AND NOT file MATCHES "${allowed}")
        string(APPEND wrong "${file}: ${line}\n    ${reason}\n")
      endif()
    endforeach()
  endforeach()
endforeach()

if(checked LESS 50)
  message(FATAL_ERROR "Include lint read only ${checked} lines under ${ROOT}: wrong folder?")
endif()
if(wrong)
  message(FATAL_ERROR "Include lint:\n${wrong}")
endif()
message(STATUS "Include lint: ${checked} lines follow the house")
