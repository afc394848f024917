// Small PNG pictures that the simulated customers send: drawn here, so that nothing has to be
// downloaded. Pure.
#pragma once

#include <string>

namespace smsdesk::mock {

inline constexpr int kSamplePictures = 6;
/// The nth sample (0 … kSamplePictures - 1): a parcel, a receipt, a landscape and others, 320 by
/// 240 pixels.
std::string make_sample_png(int index);
/// What the nth sample shows, for alternative texts.
const char* describe_sample(int index);

}  // namespace smsdesk::mock
