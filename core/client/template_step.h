// What an agent does with templates, beside putting one into a message: the steps of one intent. Plain values.
#pragma once

#include <cstdint>

namespace smsdesk {

enum class TemplateStep : std::uint8_t {
  // The list over the composer.
  Open,  ///< by its button; pressed again: closed
  Next,  ///< the following entry
  Previous,
  Leave,  ///< closed; what was typed stays
  // The dialog.
  Manage,  ///< the list of all of them
  Close,   ///< what is being written there stays for the next time
  Filter,  ///< text
  New,     ///< text: what it begins with; may be empty
  NewFromDraft,
  Edit,  ///< number: which template
  Copy,  ///< the one that is being read, as a new one
  Back,  ///< to the list; with changes it is asked first
  KeepWriting,
  Export,
  ExportWithoutFiles,
  Import,
  StopTransfer,  ///< of what is exported or imported: its files, or what was not handed in yet
  // The form.
  Name,         ///< text
  Shortcut,     ///< text
  Text,         ///< text; number: where the cursor stands, bytes
  Library,      ///< number: of template_libraries()
  Queue,        ///< number: a queue's id, put in or taken out
  Tab,          ///< number: of the languages
  Language,     ///< text: the tag that this tab's language is
  AddLanguage,  ///< text: its tag
  RemoveLanguage,
  Placeholder,   ///< text: its name; goes to the cursor
  AddAction,     ///< number: its kind
  RemoveAction,  ///< number: which one; likewise below
  RaiseAction,
  LowerAction,
  ActionText,   ///< text: of its note or label
  ActionValue,  ///< text: its code's or queue's id, or for how long it parks, in ms
  Save,
  AskDelete,
  Delete,
  KeepTemplate,
};

}  // namespace smsdesk
