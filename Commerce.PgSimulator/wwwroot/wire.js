// Speaks to the API in its envelope, and builds elements.

/** Asks the API. Resolves to the data; rejects with the API's message and the HTTP status. */
export async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(answer.meta.message), { status: response.status });
  }

  return answer.data;
}

export const byId = id => document.getElementById(id);

/** An element with these properties and children. Text is never parsed as HTML. */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Says something in a status line, once: a repeated message is not announced again. */
export function say(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}
