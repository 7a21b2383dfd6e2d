// Reads a JSON array of Markdown from standard input and writes, for each, what
// the parser sees: {"text": …, "marks": ["strong", …]}. A kind of node that is
// not known here stops the run, so that nothing is passed over.
'use strict';

const { parse } = require('discord-markdown-parser');

const plain = { text: (n) => n.content, br: () => '\n', newline: () => '\n' };
const marked = ['strong', 'em', 'underline', 'strikethrough', 'spoiler', 'blockQuote', 'heading', 'subtext', 'link', 'url', 'autolink'];
const opaque = ['user', 'role', 'channel', 'emoji', 'everyone', 'here', 'twemoji', 'timestamp', 'slashCommand', 'guildNavigation', 'codeBlock', 'inlineCode'];

function see(nodes, marks) {
  if (!Array.isArray(nodes)) return typeof nodes === 'string' ? nodes : see([nodes], marks);
  return nodes.map((n) => {
    if (plain[n.type]) return plain[n.type](n);
    if (n.type === 'twemoji') return n.name; // a Unicode emoji, drawn
    if (!marked.includes(n.type) && !opaque.includes(n.type)) throw new Error(`unknown node ${n.type}`);
    marks.push(n.type);
    return marked.includes(n.type) ? see(n.content, marks) : `<${n.type}>`;
  }).join('');
}

const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const output = input.map((md) => {
  const marks = [];
  return { text: see(parse(md, 'extended'), marks), marks };
});
process.stdout.write(JSON.stringify(output));
