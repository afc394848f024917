// Where something stands in the form of the organisation, and what an admin does there. Plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace smsdesk {

inline constexpr std::size_t kPasswordCharsMax = 200;

/// Sections, fields and parts by their place in the table (organisation_form.h); items and rows by key, 0 = none.
struct FormPlace {
  static constexpr std::uint8_t kNone = 0xFF;
  std::uint8_t section = kNone, field = kNone, part = kNone;
  std::uint32_t item = 0, row = 0;
  friend bool operator==(const FormPlace&, const FormPlace&) = default;
};

enum class OrganisationPageKind : std::uint8_t { Form, Review, Import, History };

enum class FormEdit : std::uint8_t {
  SetText,  ///< of a field that is written
  Choose,   ///< the choice of that number
  Toggle,   ///< yes or no
  Take,     ///< refer to the item with that key
  Drop,     ///< refer to it no more; 0: to nothing
  AddRow,
  RemoveRow,
  RaiseRow,
  LowerRow,
  AddItem,
  CopyItem,
  RemoveItem,
  RestoreItem,  ///< as it was loaded; a new one goes
};

enum class OrganisationStep : std::uint8_t {
  Load,      ///< once more
  Filter,    ///< the list, by the text
  ShowMenu,  ///< more than the form
  CloseMenus,
  ShowForm,
  Review,
  Save,
  DropChanges,
  TakeTheirs,   ///< the running configuration, without one's own changes
  KeepChanges,  ///< the running configuration, and one's own changes applied to it
  ShowImport,
  ChooseFile,
  EditImport,  ///< by the text
  CheckImport,
  Import,
  ExportToml,
  ExportJson,
  ShowHistory,
  MoreHistory,
  AskPassword,
  EditPassword,  ///< by the text
  SetPassword,
};

}  // namespace smsdesk
