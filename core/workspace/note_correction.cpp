#include "core/workspace/note_correction.h"

namespace smsdesk {

bool correct(Note& note, const NoteCorrected& by, Instant at) {
  if (note.is_taken_back || note.correction + 1 != by.correction) return false;
  note.text = by.text;
  note.mentions = by.mentions;
  note.correction = by.correction;
  note.corrected_at = at;
  note.is_taken_back = by.is_taken_back;
  return true;
}

}  // namespace smsdesk
