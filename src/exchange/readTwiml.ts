import { DOMParser } from '@xmldom/xmldom';
import type { ElementRule } from './vocabulary.ts';

/** An element of a document: a verb, a noun or a mark of speech. */
export interface Verb {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** All text within, also that of children, with single blanks. */
  text: string;
  children: Verb[];
}

export interface Document {
  verbs: Verb[];
  /** Warning 12200 each: case, unknown elements and attributes, nesting, values. The carrier goes on all the same. */
  warnings: string[];
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/**
 * Reads a document strictly.
 * @returns null when it is not well-formed or not a <Response> (error 12100)
 */
export function readTwiml(xml: string, vocabulary: Readonly<Record<string, ElementRule>>): Document | null {
  const warnings: string[] = [];
  let root: XmlNode | null;
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        throw new Error(`${level}: ${message}`);
      },
    });
    root = parser.parseFromString(xml, 'text/xml').documentElement;
  } catch {
    return null;
  }
  if (root === null || root.nodeName !== 'Response') return null;
  const response = readElement(root, vocabulary, warnings);
  return { verbs: response.children, warnings };
}

/** As much of a DOM node as is read here. */
interface XmlNode {
  nodeType: number;
  nodeName: string;
  nodeValue: string | null;
  textContent: string | null;
  childNodes: Iterable<XmlNode>;
  attributes?: Iterable<{ name: string; value: string }>;
}

function readElement(node: XmlNode, vocabulary: Readonly<Record<string, ElementRule>>, warnings: string[]): Verb {
  const name = node.nodeName;
  const rule = vocabulary[name];
  const attributes: Record<string, string> = {};
  for (const attribute of node.attributes ?? []) {
    attributes[attribute.name] = attribute.value;
    const pattern = rule?.attributes[attribute.name];
    if (rule !== undefined && pattern === undefined) warnings.push(`<${name}> has no attribute "${attribute.name}"`);
    else if (pattern !== undefined && !pattern.test(attribute.value))
      warnings.push(`<${name}> attribute ${attribute.name} cannot be "${attribute.value}"`);
  }
  const children: Verb[] = [];
  for (const child of node.childNodes) {
    if (child.nodeType === ELEMENT) {
      if (vocabulary[child.nodeName] === undefined)
        warnings.push(`<${child.nodeName}> is not an element of this exchange`);
      else if (rule !== undefined && !rule.children.includes(child.nodeName))
        warnings.push(`<${child.nodeName}> may not stand in <${name}>`);
      children.push(readElement(child, vocabulary, warnings));
    } else if (
      (child.nodeType === TEXT || child.nodeType === CDATA) &&
      rule?.text === false &&
      (child.nodeValue ?? '').trim() !== ''
    ) {
      warnings.push(`<${name}> holds no text`);
    }
  }
  return { name, attributes, text: (node.textContent ?? '').replace(/\s+/g, ' ').trim(), children };
}
