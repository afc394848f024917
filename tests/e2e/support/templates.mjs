// Puts templates into a running desk, as an admin's script does it (docs/protocol.md).
export async function putTemplates(desk, templates) {
  const ask = async (where, {headers = {}, ...options}) => {
    const answer = await fetch(desk.url + where, {...options, headers: {Origin: desk.url, 'Content-Type': 'application/json', ...headers}});
    if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const session = await ask('/api/session', {method: 'POST', body: JSON.stringify({login: 'ada', password: 'password-ada'})});
  const cookie = session.headers.getSetCookie()[0].split(';')[0];
  await ask('/api/templates', {method: 'POST', headers: {cookie}, body: JSON.stringify({smsdesk_templates: 1, templates})});
}
