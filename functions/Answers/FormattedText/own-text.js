// Converts what is pasted from Word (or a web page) into light Markdown: headings, paragraphs, lists, bold and italic. Everything else becomes
// plain text. The server parses the result as text again, so nothing here needs to be trusted.
const DEEPEST = 6;

const outline = (element) => {
  const named = /^H([1-6])$/.exec(element.tagName);
  if (named) {
    return Number(named[1]);
  }

  // Word on the web marks headings as paragraphs with a role.
  if (element.getAttribute('role') === 'heading') {
    return Math.min(Number(element.getAttribute('aria-level')) || 2, DEEPEST);
  }

  const styled = /^Mso(?:Heading|Rubrik)([1-6])$/i.exec(element.className) ?? /mso-outline-level:\s*([1-6])/.exec(element.getAttribute('style') ?? '');
  return styled ? Number(styled[1]) : /^MsoTitle$/i.test(element.className) ? 1 : 0;
};

const escaped = (text) => text.replace(/[\\`*_[\]<>#]/g, '\\$&');

const emphasised = (text, mark) => text.replace(
  /^(\s*)([\s\S]*?)(\s*)$/,
  (_, before, words, after) => (words ? before + mark + words + mark + after : before + after));

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return escaped(node.data.replace(/[\s\u00a0]+/g, ' '));
  }

  if (node.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|TITLE|META|LINK|IMG|SVG|OBJECT)$/i.test(node.tagName)) {
    return '';
  }

  const style = node.getAttribute('style') ?? '';
  if (/mso-list:\s*Ignore/i.test(style)) {
    return '';
  }

  if (node.tagName === 'BR') {
    return ' ';
  }

  const text = [...node.childNodes].map(inline).join('');
  if (/^(B|STRONG)$/.test(node.tagName) || /font-weight:\s*(bold|[6-9]00)/.test(style)) {
    return emphasised(text, '**');
  }

  return /^(I|EM)$/.test(node.tagName) || /font-style:\s*italic/.test(style) ? emphasised(text, '*') : text;
}

// Escapes a line that begins like a list item or a heading but is neither.
const plain = (text) => text.trim().replace(/^([-+])(\s)/, '\\$1$2').replace(/^(\d+)([.)]\s)/, '$1\\$2');

const BLOCKS = new Set(
  'P DIV H1 H2 H3 H4 H5 H6 UL OL LI TABLE TBODY THEAD TR TD TH BLOCKQUOTE SECTION ARTICLE MAIN HEADER FOOTER PRE DL DT DD FORM'.split(' '));

const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && BLOCKS.has(node.tagName);

function list(element, depth, lines) {
  let number = Number(element.getAttribute('start') ?? 1) || 1;
  for (const item of element.children) {
    if (/^(UL|OL)$/.test(item.tagName)) {
      list(item, depth + 1, lines);
      continue;
    }

    const inner = [...item.childNodes].filter((n) => !/^(UL|OL)$/.test(n.nodeName));
    const text = inner.map((n) => inline(n)).join(' ').replace(/\s+/g, ' ').trim();
    if (text) {
      // Word on the web makes a separate list of each item, and gives its level in an attribute.
      const level = Math.max(depth, Number(item.dataset.ariaLevel ?? item.getAttribute('aria-level') ?? 1) - 1);
      lines.push({ list: true, text: '    '.repeat(level) + (element.tagName === 'OL' ? `${number++}. ` : '- ') + text });
    }

    item.querySelectorAll(':scope > ul, :scope > ol').forEach((l) => list(l, depth + 1, lines));
  }
}

// Word does not copy lists as lists, but as paragraphs that name their list and level, with the bullet or number as text.
function wordListItem(element, lines) {
  const level = Number(/level([1-9])/.exec(element.getAttribute('style') ?? '')?.[1] ?? 1);
  const marker = [...element.querySelectorAll('[style]')].find((e) => /mso-list:\s*Ignore/i.test(e.getAttribute('style')))?.textContent.trim() ?? '';
  const text = inline(element).trim();
  if (text) {
    lines.push({ list: true, text: '    '.repeat(level - 1) + (/^[0-9a-z]+[.)]/i.test(marker) ? '1. ' : '- ') + text });
  }
}

function blocks(parent, lines) {
  let loose = '';
  const flush = () => {
    if (loose.trim()) {
      lines.push({ text: plain(loose) });
    }

    loose = '';
  };

  for (const node of parent.childNodes) {
    if (!isBlock(node)) {
      loose += inline(node);
      continue;
    }

    flush();
    const level = outline(node);
    if (level) {
      const text = inline(node).replace(/\*\*/g, '').trim();
      if (text) {
        lines.push({ heading: true, text: `${'#'.repeat(level)} ${text}` });
      }
    } else if (/^(UL|OL)$/.test(node.tagName)) {
      list(node, 0, lines);
    } else if (/mso-list:\s*l\d/i.test(node.getAttribute('style') ?? '')) {
      wordListItem(node, lines);
    } else if ([...node.childNodes].some(isBlock)) {
      blocks(node, lines);
    } else if (inline(node).trim()) {
      lines.push({ text: plain(inline(node)) });
    }
  }

  flush();
}

// The Markdown, and which kinds of content the source had.
function read(html) {
  const source = new DOMParser().parseFromString(html, 'text/html').body;
  const lines = [];
  blocks(source, lines);
  return {
    markdown: lines.map((line, i) => line.text + (line.list && lines[i + 1]?.list ? '\n' : '\n\n')).join('').trim(),
    headings: lines.some((l) => l.heading),
    lists: lines.some((l) => l.list),
    tables: source.querySelector('table') !== null,
    // Bullets may be pictures too; those are not reported as lost.
    pictures: [...source.querySelectorAll('img')].some((i) => !i.closest('[style*="mso-list"]')),
  };
}

function sentences({ headings, lists, tables, pictures }, texts) {
  const along = headings && lists ? texts.both : headings ? texts.headings : lists ? texts.lists : '';
  return [texts.pasted, along, tables && texts.tables, pictures && texts.pictures].filter(Boolean).join(' ');
}

for (const field of document.querySelectorAll('[data-own-text] textarea')) {
  field.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html');
    const pasted = html ? read(html) : null;
    if (!pasted?.markdown) {
      return;
    }

    event.preventDefault();
    // Deprecated, but the only way to insert text that the browser's undo can handle.
    if (!document.execCommand('insertText', false, pasted.markdown)) {
      field.setRangeText(pasted.markdown, field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }

    const status = field.closest('[data-own-text]').querySelector('[data-own-text-status]');
    status.textContent = sentences(pasted, JSON.parse(status.dataset.texts));
  });
}
