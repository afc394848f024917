// What becomes of a note when it is corrected: one rule for the facts, and for notes that somebody has from the archive. Pure.
#pragma once

#include "core/workspace/log_entry.h"

namespace smsdesk {

/// False: the note has another correction than that one before it, so it stays as it is.
[[nodiscard]] bool correct(Note& note, const NoteCorrected& by, Instant at);

}  // namespace smsdesk
