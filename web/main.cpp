// The client's program: makes the one Client and hands it to the platform, which calls it from then
// on.
#include "web/app.h"

int main() {
  static smsdesk::web::Client client;  // lives as long as the page
  smsdesk::web::run_app(client);
  return 0;
}
