// Keeps a text in this browser, or says once what it kept; without storage nothing is kept.

const NAME = "vertebroplasty report";

export default function ({ data, setTriggerValue }) {
  try {
    if (data.keep !== null) return keep(data);
    const kept = localStorage.getItem(NAME);
    if (kept) setTriggerValue("kept", kept);
  } catch (error) {
    console.warn("The report is not kept:", error);
  }
}

// What nobody here could read goes under a name of its own before another text takes its place.
function keep({ keep, aside }) {
  const unread = aside && localStorage.getItem(NAME);
  if (unread) localStorage.setItem(freeName(1), unread);
  localStorage.setItem(NAME, keep);
}

function freeName(number) {
  const name = `${NAME}, set aside ${number}`;
  return localStorage.getItem(name) === null ? name : freeName(number + 1);
}
