// Changes the organisation of a running desk, live, the way an admin imports a document (docs/protocol.md): in the
// document's own words, so that items name each other and nobody has to know an id.

/// What an item is called in the document: agents by their login, our numbers by the number, the rest by name.
const kKeys = {agent: 'login', number: 'number'};

/// Puts `changes` into the running configuration: {queue: {Support: {asks_resolved: true}}, skill: {German: {}},
/// agent: {ana: {skills: {German: 5}}}, settings: {reserve: 0}}. What is not there yet is new, `null` takes an item out.
/// Throws with what the relay says is wrong.
export async function configure(url, changes) {
  const ask = async (where, {headers = {}, ...options} = {}) => {
    const answer = await fetch(url + where, {...options, headers: {Origin: url, 'Content-Type': 'application/json', ...headers}});
    if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const session = await ask('/api/session', {method: 'POST', body: JSON.stringify({login: 'ada', password: 'password-ada'})});
  const cookie = session.headers.getSetCookie()[0].split(';')[0];
  const document = await (await ask('/api/organisation?format=json', {headers: {cookie}})).json();
  for (const [kind, items] of Object.entries(changes)) {
    if (kind === 'settings') {
      Object.assign(document.settings, items);
      continue;
    }
    const key = kKeys[kind] ?? 'name';
    for (const [name, values] of Object.entries(items)) {
      const known = document[kind].find((item) => item[key] === name);
      if (values === null) document[kind] = document[kind].filter((item) => item !== known);
      else if (known) Object.assign(known, values);
      else document[kind].push({[key]: name, ...values});
    }
  }
  await ask('/api/organisation', {method: 'POST', headers: {cookie}, body: JSON.stringify(document)});
}
