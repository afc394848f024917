// A long conversation: written by the load generator, and read into the page by scrolling up as an agent would.
const kLoadMax = 20_000;        // messages a run of the load generator makes at once
const kReadMs = 1_200_000;
export const kViewport = {width: 1280, height: 800};
const kReadingViewport = {width: 1280, height: 320};  // fewer pixels to draw in software while pages are read
const kStuckMs = 20_000;

/// `messages` texts of that customer, numbered from `first`.
export async function seed(relay, customer, to, messages, first) {
  for (let done = 0; done < messages;) {
    const count = Math.min(kLoadMax, messages - done);
    await relay.load({messages: count, first: first + done, customer, to});
    done += count;
  }
}

/// Counts the messages that came in pages.
export function watchPages(page) {
  const seen = {messages: 0, hasMore: true, at: Date.now()};
  page.on('websocket', (socket) => socket.on('framereceived', ({payload}) => {
    if (typeof payload !== 'string' || !payload.startsWith('{"type":"page"')) return;
    const frame = JSON.parse(payload);
    seen.messages += frame.messages.length;
    seen.hasMore = frame.has_more;
    seen.at = Date.now();
  }));
  return seen;
}

/// The list follows the size of the window a frame later.
export async function pointAtMessages(agent) {
  await agent.page.waitForFunction(() => {
    const box = document.querySelector('#mirror [aria-label=Messages]')?.getBoundingClientRect();
    return box && box.height > 0 && box.bottom <= innerHeight;
  });
  const box = await agent.messages().boundingBox();
  await agent.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/// Scrolls up until every older message has been read.
export async function readAll(agent, seen, note) {
  await agent.page.setViewportSize(kReadingViewport);
  await pointAtMessages(agent);
  const began = Date.now();
  seen.at = Date.now();
  let told = 0;
  while (seen.hasMore) {
    await agent.page.mouse.wheel(0, -20_000);
    await agent.page.evaluate(() => new Promise((resolve) => bench.frame(resolve)));
    if (Date.now() - seen.at > kStuckMs) throw new Error(`no older messages came for ${kStuckMs / 1000} s after ${seen.messages}; scrolling up asks for them.`);
    if (Date.now() - began > kReadMs) throw new Error(`only ${seen.messages} messages were read in ${kReadMs / 60_000} minutes.`);
    if (seen.messages - told >= 20_000) note(`${told = seen.messages} messages are read`);
  }
  await agent.page.setViewportSize(kViewport);
}
