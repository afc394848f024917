// Every C function that the page may call into wasm, beside main, malloc and free. Not more than
// ten.
#include <emscripten/emscripten.h>

#include "web/platform/browser/canvas_internal.h"

namespace smsdesk::web {
/// In services.cpp: what mirror, fields, socket, storage and the like report.
void dispatch_service_event(int kind, const char* bytes, int count);
}  // namespace smsdesk::web

extern "C" {

EMSCRIPTEN_KEEPALIVE void smsdesk_frame(double now_ms) {
  smsdesk::web::canvas_frame(now_ms);
}

EMSCRIPTEN_KEEPALIVE void smsdesk_input(int kind, double a, double b, double c, double d) {
  smsdesk::web::canvas_input(static_cast<smsdesk::web::InputKind>(kind), a, b, c, d);
}

EMSCRIPTEN_KEEPALIVE void smsdesk_resized(int width, int height, double ratio) {
  smsdesk::web::canvas_resized(width, height, ratio);
}

EMSCRIPTEN_KEEPALIVE void smsdesk_context_restored() {
  smsdesk::web::canvas_restored();
}

/// Bytes belong to the caller (malloc), who frees them after the call.
EMSCRIPTEN_KEEPALIVE void smsdesk_event(int kind, const char* bytes, int count) {
  smsdesk::web::dispatch_service_event(kind, bytes, count);
}
}
