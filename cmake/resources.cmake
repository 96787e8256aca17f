# Embeds files into the program: locales, migrations, reference data, fonts for documents and the built web app.
# Each file becomes an .incbin of one assembler source; core/resource.hpp finds it by its path in the tree.
function(jisr_resources target)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
       ${CMAKE_SOURCE_DIR}/locales/*.json ${CMAKE_SOURCE_DIR}/db/migrations/*.sql
       ${CMAKE_SOURCE_DIR}/data/* ${CMAKE_SOURCE_DIR}/web/dist/*)
  list(SORT files)
  set(assembly ".section .rodata\n")
  set(declarations "")
  set(table "")
  set(index 0)
  set(paths "")
  foreach(file IN LISTS files)
    list(APPEND paths ${CMAKE_SOURCE_DIR}/${file})
    string(APPEND assembly ".global jisr_resource_${index}\n.global jisr_resource_${index}_end\n"
           ".balign 16\njisr_resource_${index}:\n.incbin \"${CMAKE_SOURCE_DIR}/${file}\"\n"
           "jisr_resource_${index}_end:\n.byte 0\n")
    string(APPEND declarations
           "extern \"C\" const char jisr_resource_${index}[];\nextern \"C\" const char jisr_resource_${index}_end[];\n")
    string(APPEND table "    {\"${file}\", jisr_resource_${index}, jisr_resource_${index}_end},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/resources.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/resources.cpp CONTENT
"#include \"core/resource.hpp\"
${declarations}
namespace jisr::core {
extern const ResourceEntry kResources[];
const ResourceEntry kResources[] = {
${table}    {nullptr, nullptr, nullptr},
};
} // namespace jisr::core
" @ONLY)
  # The assembler's input does not change when an embedded file does, so the files are named as its dependencies.
  set_source_files_properties(${CMAKE_BINARY_DIR}/resources.S PROPERTIES OBJECT_DEPENDS "${paths}")
  add_library(${target} OBJECT ${CMAKE_BINARY_DIR}/resources.S ${CMAKE_BINARY_DIR}/resources.cpp)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  # ccache does not see .incbin, so it must not serve this file from its cache.
  set_target_properties(${target} PROPERTIES C_COMPILER_LAUNCHER "" ASM_COMPILER_LAUNCHER "")
endfunction()
