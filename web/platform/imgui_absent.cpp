// What Dear ImGui refers to and this program never does: its tables and columns.
//
// Why: imgui.cpp and imgui_widgets.cpp name a few of them where a table could be open (error recovery, separators, clean-up),
// and those bring most of imgui_tables.cpp into the page. What says absent() is never called, and says so if it is. Made
// for the one version that CMakeLists.txt names; with another one the real file is compiled instead.
#include "core/base/assert.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace ImGui {
namespace {

void absent() {
  SMSDESK_ASSERT(false && "a table of ImGui's own, which this program does without");
}

}  // namespace

void EndColumns() {
  absent();
}
void PopColumnsBackground() {
  absent();
}
void PushColumnsBackground() {
  absent();
}
void EndTable() {
  absent();
}
void TableEndCell(ImGuiTable*) {
  absent();
}
void TableEndRow(ImGuiTable*) {
  absent();
}
void TablePopBackgroundChannel() {
  absent();
}
void TablePopColumnChannel() {
  absent();
}
void TablePushBackgroundChannel() {
  absent();
}
void TablePushColumnChannel(int) {
  absent();
}
void TableGcCompactTransientBuffers(ImGuiTable*) {
  absent();
}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {
  absent();
}
void TableGcCompactSettings() {}  // there are none
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui
