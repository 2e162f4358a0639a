// Puts a text on the clipboard. Browsers offer the modern way on https and localhost only; a phone in the same network has neither.

/** Resolves to whether the text is on the clipboard. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Selects all of an element's text, for a person to copy. */
export function select(element) {
  getSelection().selectAllChildren(element);
}

function copyBySelection(text) {
  const focused = document.activeElement;
  const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    focused?.focus();
  }
}
