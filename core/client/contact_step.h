// What can be done in the customer's panel beside writing into its fields.
#pragma once

#include <cstdint>

namespace smsdesk {

/// A part of a contact, as its form has them.
enum class ContactPart : std::uint8_t { Name, OtherNames, Numbers, Labels, Field, Language, Zone, Note };

enum class ContactStep : std::uint8_t {
  Edit,    ///< opens the form: of the contact, or of a new one
  Cancel,  ///< leaves the form; what was changed in it is gone
  Save,
  FindOther,     ///< opens the search for another contact
  CloseOther,    ///< leaves it
  Choose,        ///< `number`: that contact; 0: none, back to the list
  Keep,          ///< `number`: which of the two gives the name, 0 this one, 1 the other
  Merge,         ///< the two become one; where there is one only, the number becomes its
  OlderHistory,  ///< more of what was before
  OpenHistory,   ///< `number`: reads that closed conversation
  Reveal,        ///< shows the number that is masked for this agent
  Compare,       ///< `number`: compares with that contact, which may be the same person
  TellApart,     ///< `number`: that one is somebody else, for everybody
  ShowChoices,   ///< `number`: opens the choice of that field of the form
  HideChoices,
};

}  // namespace smsdesk
