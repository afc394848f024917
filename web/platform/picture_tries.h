// Whether, and when, a picture that did not come is asked for again.
//
// Why: a relay that starts anew or a connection that drops fails a request that the next one would not. Such a failure passes: it
// is asked again after pauses that grow, as long as the picture is drawn, and at once when the page is connected again. Another
// one lasts, and only the person asks again: the relay does not have the file, or this browser cannot read it.
// Pure: instants come from the caller.
#pragma once

#include "core/base/time.h"
#include "web/platform/picture.h"

namespace smsdesk::web {

inline constexpr DurationMs kPicturePauseFirst = 1'000, kPicturePauseMax = 30'000;

/// What becomes of a picture after an answer that brought none. `status` 0: no answer, or it broke off; 200: what came could not
/// be decoded.
Picture::State state_after(int status);

class PictureTries {
 public:
  Picture::State state() const { return state_; }
  bool is_under_way() const { return is_under_way_; }
  bool is_again() const {
    return is_again_;
  }  ///< it has been asked for before: the browser's cache may have what failed

  /// It is drawn. True: it is to be asked for now, and counts as under way from here on.
  bool begins(Instant now);
  void came();
  void failed(int status, Instant now);
  /// Until it is to be asked for again by itself; 0 at once, negative: not by itself, or under way.
  DurationMs due_in(Instant now) const;

  /// The page is connected again: what is late is due at once, and the pauses grow anew. False: nothing is.
  bool hurry();
  /// The person asks. Nothing where it is there or under way.
  void ask_again();

 private:
  Picture::State state_ = Picture::State::Loading;
  bool is_under_way_ = false, is_again_ = false;
  DurationMs pause_ = 0;  ///< before the next try of a late one; 0: at once
  DurationMs next_pause_ = kPicturePauseFirst;
  Instant failed_at_;
};

}  // namespace smsdesk::web
