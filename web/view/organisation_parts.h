// What the parts of the admin's page share. For web/view/organisation*.cpp only.
#pragma once

#include "web/view/context_parts.h"
#include "web/view/panels.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {

/// Everything that a part of the page is drawn from.
struct OrganisationBody {
  Ui& ui;
  ViewState& state;
  const screen::OrganisationPage& screen;
  const Layout& layout;
  Intents& out;
};

/// The form of the item that is open.
void draw_organisation_form(OrganisationBody& body, const Rect& rect);
/// A review, an import, the history.
void draw_organisation_report(OrganisationBody& body, const Rect& rect);

/// Buttons from the left, on as many lines as they need; returns the height.
float action_row(OrganisationBody& body, NodeId id, ImVec2 at, float width,
                 const std::vector<screen::OrganisationAction>& actions);
/// A paragraph; a problem with its sign. Returns the height.
float said_line(Ui& ui, NodeId id, ImVec2 at, float width, std::string_view text, bool is_problem);
float said_height(Ui& ui, float width, std::string_view text, bool is_problem);

/// A native field of the page: it stands where it is seen whole, and what is typed into it finds its place by its id.
void organisation_field(OrganisationBody& body, FieldBox f, const FormPlace& place, OrganisationStep step);

}  // namespace smsdesk::web::view
