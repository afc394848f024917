// Changes of the working copy, all by place: none of them knows what a queue is.
#include <algorithm>

#include "core/client/organisation.h"
#include "core/client/turn.h"

namespace smsdesk {
namespace {

using form::Kind;

const form::Field* field_at(const FormPlace& place) {
  if (place.section >= form::sections().size()) return nullptr;
  const auto fields = form::sections()[place.section].fields;
  if (place.field >= fields.size()) return nullptr;
  const form::Field& field = fields[place.field];
  if (place.part == FormPlace::kNone) return &field;
  return place.part < field.parts.size() ? &field.parts[place.part] : nullptr;
}

/// Null where it is not there, or not any more.
form::Value* value_at(form::Document& document, const FormPlace& place) {
  form::Item* item = document.find(place.section, place.item);
  if (item == nullptr || item->is_removed || place.field >= item->values.size()) return nullptr;
  form::Value& value = item->values[place.field];
  if (place.part == FormPlace::kNone) return &value;
  const auto row =
      std::find_if(value.rows.begin(), value.rows.end(), [&](const form::Row& one) { return one.key == place.row; });
  return row == value.rows.end() || place.part >= row->parts.size() ? nullptr : &row->parts[place.part];
}

bool refers_to(const form::Value& value, std::uint32_t key) {
  return std::any_of(value.refs.begin(), value.refs.end(), [&](const auto& one) { return one.key == key; });
}

/// The list of another item in which this one is named: an agent's queues, of a queue.
form::Value* list_of_member(form::Document& document, const form::Field& field, std::uint32_t member) {
  const std::size_t section = form::find_section(field.of);
  form::Item* item = document.find(section, member);
  return item == nullptr || item->is_removed
             ? nullptr
             : &item->values[form::find_field(form::sections()[section].fields, field.back)];
}

void take(form::Document& document, const form::Field& field, form::Value& value, const FormPlace& place,
          std::uint32_t key) {
  switch (field.kind) {
    case Kind::One:
      value.refs = {{key, {}}};
      break;
    case Kind::Many:
      if (!refers_to(value, key)) value.refs.push_back({key, {}});
      break;
    case Kind::Levels: {
      form::Row row = form::make_row(document, field);
      row.parts[0].refs = {{key, {}}};
      value.rows.push_back(std::move(row));
      break;
    }
    case Kind::Members:
      if (form::Value* list = list_of_member(document, field, key); list != nullptr && !refers_to(*list, place.item))
        list->refs.push_back({place.item, {}});
      break;
    default:
      break;
  }
}

void drop(form::Document& document, const form::Field& field, form::Value& value, const FormPlace& place,
          std::uint32_t key, const std::string& name) {
  if (field.kind == Kind::Members) {
    form::Value* list = list_of_member(document, field, key);
    if (list != nullptr) std::erase_if(list->refs, [&](const auto& one) { return one.key == place.item; });
  } else if (field.kind == Kind::One) {
    value.refs.clear();
  } else {
    std::erase_if(value.refs, [&](const auto& one) { return one.key == key && one.name == name; });
  }
}

void change_rows(form::Document& document, const form::Field& field, form::Value& value, FormEdit edit,
                 std::uint32_t key) {
  if (edit == FormEdit::AddRow) return value.rows.push_back(form::make_row(document, field));
  const auto row =
      std::find_if(value.rows.begin(), value.rows.end(), [&](const form::Row& one) { return one.key == key; });
  if (row == value.rows.end()) return;
  if (edit == FormEdit::RemoveRow) value.rows.erase(row);
  if (edit == FormEdit::RaiseRow && row != value.rows.begin()) std::iter_swap(row, row - 1);
  if (edit == FormEdit::LowerRow && row + 1 != value.rows.end()) std::iter_swap(row, row + 1);
}

/// True where it was about an item as a whole.
bool change_item(OrganisationState& o, const FormPlace& place, FormEdit edit) {
  if (place.section >= o.working.sections.size() || form::sections()[place.section].is_single) return false;
  auto& items = o.working.sections[place.section];
  form::Item* item = o.working.find(place.section, place.item);
  const form::Item* loaded = o.loaded.find(place.section, place.item);
  switch (edit) {
    case FormEdit::AddItem:
      o.at = {place.section, FormPlace::kNone, FormPlace::kNone, form::add_item(o.working, place.section).key, 0};
      break;
    case FormEdit::CopyItem:
      if (item != nullptr)
        o.at = {place.section, FormPlace::kNone, FormPlace::kNone,
                form::copy_item(o.working, place.section, place.item).key, 0};
      break;
    case FormEdit::RemoveItem:
      if (item != nullptr && loaded != nullptr) item->is_removed = true;
      if (item == nullptr || loaded != nullptr) return true;
      if (o.at.item == place.item) o.at.item = 0;
      std::erase_if(items, [&](const form::Item& one) { return one.key == place.item; });
      return true;
    case FormEdit::RestoreItem:
      if (item != nullptr && loaded != nullptr) *item = *loaded;
      ++o.field_revision;
      return true;
    default:
      return false;
  }
  // What was just made is named first.
  o.filter.clear();
  o.focus = o.at;
  o.focus.field = 0;
  ++o.focus_count;
  return true;
}

}  // namespace

void on_organisation_intent(Turn& turn, const intent::EditOrganisation& i) {
  OrganisationState& o = turn.s.organisation;
  if (o.load != OrganisationState::Load::Ready) return;
  if (change_item(o, i.place, i.edit)) {
    o.picker = {};
    return note_edited(turn);
  }
  const form::Field* field = field_at(i.place);
  form::Value* value = value_at(o.working, i.place);
  if (field == nullptr || value == nullptr) return;
  switch (i.edit) {
    case FormEdit::SetText:
      if (value->text == i.text) return;
      value->text = i.text;
      break;
    case FormEdit::Choose:
      if (i.number >= field->choices.size()) return;
      value->text = field->choices[i.number].word;
      break;
    case FormEdit::Toggle:
      value->text = value->text == "true" ? "false" : "true";
      break;
    case FormEdit::Take:
      take(o.working, *field, *value, i.place, i.number);
      o.picker = {};
      break;
    case FormEdit::Drop:
      drop(o.working, *field, *value, i.place, i.number, i.text);
      o.picker = {};
      break;
    default:
      change_rows(o.working, *field, *value, i.edit, i.place.row);
  }
  note_edited(turn);
}

}  // namespace smsdesk
