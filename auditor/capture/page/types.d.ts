// Shapes of the in-page library. Files of slots that others call have their type here; all else is typed where it stands.

/** An element of whatever kind: what only some kinds have is undefined on the others. */
interface AnyElement extends HTMLElement {
  readonly parentElement: AnyElement | null;
  value: string;
  type: string;
  checked: boolean;
  disabled: boolean;
  readOnly: boolean;
  multiple: boolean;
  required: boolean;
  noValidate: boolean;
  willValidate: boolean;
  validity: ValidityState;
  placeholder: string;
  name: string;
  max: string;
  alt: string;
  href: string;
  target: string;
  src: string;
  rel: string;
  relList: DOMTokenList;
  media: string;
  open: boolean;
  labels: NodeListOf<HTMLLabelElement> | null;
  form: AnyElement | null;
  control: AnyElement | null;
  options: HTMLOptionsCollection;
  selectedOptions: HTMLCollectionOf<HTMLOptionElement>;
  selectedIndex: number;
  stepUp(): void;
  stepDown(): void;
  currentSrc: string;
  naturalWidth: number;
  naturalHeight: number;
  paused: boolean;
  ended: boolean;
  muted: boolean;
  volume: number;
  loop: boolean;
  controls: boolean;
  autoplay: boolean;
  duration: number;
  readyState: number;
  error: MediaError | null;
  textTracks: TextTrackList;
  videoWidth: number;
  videoHeight: number;
  srcObject: MediaProvider | null;
  crossOrigin: string | null;
  webkitAudioDecodedByteCount: number;
  webkitVideoDecodedByteCount: number;
  captureStream(): MediaStream;
}

interface HTMLVideoElement {
  webkitVideoDecodedByteCount: number;
}
interface HTMLMediaElement {
  captureStream(): MediaStream;
}

/** The collector's rows as elements. */
interface ElementTable {
  numbers: WeakMap<Element, number>;
  list: (AnyElement | undefined)[];
  /** Elements that no earlier view showed, the outermost of each. */
  fresh: Element[];
}

interface ElementsSlot {
  [name: string]: (...given: any[]) => unknown;
  keep(next: ElementTable): void;
  startOver(): void;
  useFirst(): void;
  list(): AnyElement[];
  fresh(): Element[];
  at(number: number): AnyElement | undefined;
  listed(numbers: number[]): (AnyElement | null)[];
  numberOf(element: Element | null | undefined): number;
  numberOfNode(node: Node): number;
  idOf(element: Element): number;
  uidOf(node: Node): number;
  knownUid(node: Node): number;
  byUid(uid: number): AnyElement | undefined;
  textsByUid(limit: number, length: number): [number, string][];
  all(selector: string, root?: ParentNode): AnyElement[];
  parentOf(element: Element): AnyElement | null;
  isWithin(element: Element | null, holder: Element | null | undefined): boolean;
  roots(limit?: number): (Document | ShadowRoot)[];
  atPoint(x: number, y: number): AnyElement | null;
  active(): AnyElement | null;
  focused(): AnyElement | null;
  focusedNumber(): number | null;
  press(number: number): boolean;
  pressByUid(uid: number): boolean;
  tellChange(element: Element): void;
  boxOnPage(element: Element): [number, number, number, number];
  cut(text: string, limit: number): string;
  textOf(node: Node): string;
  ownText(node: Node): string;
  wait(ms: number): Promise<void>;
  painted(frames: number, ms: number): Promise<void>;
}

/** What a caller asks of a visible element beyond that it is drawn and not hidden. */
interface VisibilityLimits {
  /** CSS px that both sides of its box have at least. */
  atLeast?: number;
  /** CSS px that both sides of its box exceed. */
  moreThan?: number;
  /** Neither it nor anything around it has an opacity of 0. */
  opaque?: boolean;
  /** Its own opacity exceeds this. */
  ownOpacity?: number;
  /** It is not wholly left of or above the page's corner. */
  onPage?: boolean;
}
interface VisibilitySlot {
  [name: string]: (...given: any[]) => unknown;
  isVisible(element: Element, limits?: VisibilityLimits): boolean;
}

interface HoldSlot {
  [name: string]: (...given: any[]) => unknown;
  animations(): void;
  releaseAnimations(): void;
  hide(numbers: number[]): void;
  show(numbers: number[]): void;
  listen(type: string, heard: (event: Event) => void): void;
  whenReleased(undo: () => void): void;
  rememberScroll(): void;
  release(): void;
  scrollTo(top: number): void;
  scrollPosition(): [number, number];
  scrollToElement(number: number): [number, number] | null;
  emptyDocument(): void;
  isWorn(share: number): boolean;
}

/** What is told of a look of focus: probes/shared/focus_look.js. */
interface FocusLookSlot extends Record<string, (...given: any[]) => unknown> {
  see(element: AnyElement | null): { look: string | null; met: string };
}
interface PageEventLogSlot extends Record<string, (...given: any[]) => unknown> {
  take(): { log: (number | string)[]; events: string[] };
}

/** What sites write, by what it tells. */
interface LexiconSlot extends Record<string, (...given: any[]) => unknown> {
  /** Raises an error for a name that auditor/lexicon/patterns.toml does not give to the page. */
  pattern(name: string): RegExp;
}

interface Auditor {
  /** Raises an error where the slot has an owner. */
  claim(name: string, slot: Record<string, (...given: any[]) => unknown>): void;
  knows(name: string): boolean;
  /** JSON text of what "slot.function" returns. */
  call(path: string, given: unknown[]): Promise<string>;
  callOn(path: string, node: Node): unknown;
  ownNames: { symbols(): Record<string, string | symbol>; areShadowed(): boolean; leave(): void };
  elements: ElementsSlot;
  visibility: VisibilitySlot;
  hold: HoldSlot;
  lexicon: LexiconSlot;
  focusLook: FocusLookSlot;
  pageEventLog: PageEventLogSlot;
  svgParts: SvgPartsSlot;
  generatingStyles: GeneratingStylesSlot;
  accessibleNames: AccessibleNamesSlot;
  leftOut: LeftOutSlot;
}
declare var __auditor: Auditor;

/** Names and limits of a captured table: auditor/capture/schema. */
interface TableSchema {
  kinds: Record<"ELEMENT" | "TEXT", number>;
  flags: Record<string, number>;
  columns: string[];
  properties: string[];
  limits: Record<string, number>;
}
/** Columns of a captured table, one entry a node but for `box`, which has four. */
interface TableColumns {
  parent: number[];
  kind: number[];
  tag: number[];
  attrs: number[][];
  text: number[];
  box: number[];
  style: number[];
  flags: number[];
  lines: number[];
  pitch: number[];
  uid: number[];
}
/** What only some elements have, by row. */
interface CollectedExtra {
  parts?: [string, number][];
  host?: true;
  src?: string;
  natural_width?: number;
  natural_height?: number;
  type?: string;
  checked?: boolean;
  value?: string;
  duration?: number | null;
  paused?: boolean;
  muted?: boolean;
  ready?: number;
  tracks?: number;
  placeholder?: [string, number, number];
}
interface CollectedTable extends TableColumns {
  strings: string[];
  elements: (AnyElement | undefined)[];
  extra: Record<number, CollectedExtra>;
  schema: TableSchema;
  /** The number of a string. */
  string(value: string): number;
}
/** What holds for a node through what is around it. */
interface WalkState {
  none: boolean;
  hidden: boolean;
  shadow: boolean;
  ariaHidden: boolean;
  inert: boolean;
  raw: boolean;
}
/** A rule of a style sheet of whatever kind. */
interface AnyRule {
  selectorText?: string;
  styleSheet?: CSSStyleSheet;
  style?: CSSStyleDeclaration;
  cssRules?: ArrayLike<AnyRule> & Iterable<AnyRule>;
}
interface SvgPartsSlot {
  partsOf(svg: AnyElement, limit: number): [string, number][] | null;
}
interface LeftOutSlot {
  book(limits: Record<string, number>): {
    text(node: Node, value: string): string;
    attribute(name: string, value: string): string;
    attributeLeft(attribute: Attr): void;
    value(field: AnyElement): string;
    icon(looked: boolean): void;
    node(given: Node): void;
    unlisted: [string, number, number, number, number][];
    extents(nodes: number): { part: string; done: number; total: number; why: string }[];
  };
}
interface GeneratingStylesSlot {
  reader(): (root: Node) => boolean;
}
interface AccessibleNamesSlot {
  nameAll(table: CollectedTable): {
    names: Record<number, number>;
    roles: Record<number, number>;
    late: { part: string; done: number; total: number; why: string }[];
    asked: number;
    error: string;
  };
}

/** A form of a page: what holds its fields, and the button that sends it. */
interface Form {
  top: AnyElement;
  press: AnyElement;
  fields: AnyElement[];
}
interface FieldLook {
  self: string[];
  colour: string;
  pseudo: string;
  words: string;
}
/** How a form was before its button was pressed. */
interface FormBefore {
  texts: Map<Node, string>;
  looks: Map<AnyElement, FieldLook>;
  icons: number;
  active?: AnyElement | null;
}

interface AxeCheck {
  id: string;
  data: unknown;
  message: string;
  relatedNodes?: { target: unknown }[];
}
interface AxeNode {
  target: unknown[];
  impact: string | null;
  any: AxeCheck[];
  all: AxeCheck[];
  none: AxeCheck[];
}
interface AxeRuleResult {
  id: string;
  impact: string | null;
  nodes: AxeNode[];
}
interface AxeRawCheck {
  result: unknown;
  relatedNodes?: unknown[];
}
/** A node as a rule leaves it, before its selectors are worked out. */
interface AxeRawNode {
  any: AxeRawCheck[];
  all: AxeRawCheck[];
  none: AxeRawCheck[];
}
interface AxeRawResult {
  nodes?: AxeRawNode[];
}
type AxeDone = (result: unknown) => void;
interface AxeRule {
  id: string;
  selector: string;
  any: (string | { id?: string })[];
  all: (string | { id?: string })[];
  none: (string | { id?: string })[];
  matches(this: unknown, node: Element, ...rest: unknown[]): boolean;
  run(context: unknown, options: unknown, resolve: (result?: AxeRawResult) => void, reject: AxeDone): void;
  runChecks(type: string, node: unknown, options: unknown, context: unknown, resolve: AxeDone, reject: AxeDone): void;
}
/** What is used of axe-core, which is put into our world beside the library. */
declare const axe: {
  _audit?: { rules?: AxeRule[]; checks?: Record<string, { after?: unknown }> };
  _running: boolean;
  setup(root: Element): void;
  teardown(): void;
  runPartial(context: unknown, options: object): Promise<unknown>;
  finishRun(
    partials: unknown[],
    options: object,
  ): Promise<Record<"violations" | "incomplete" | "passes" | "inapplicable", AxeRuleResult[]>>;
  utils: {
    getFrameContexts(context: unknown): { frameContext: unknown; frameSelector: unknown }[];
    shadowSelect(selector: unknown): Element | null;
    getNodeFromTree(element: Element): object | null;
  };
  commons: {
    aria: { getRole(node: object): string | null };
    text: { accessibleTextVirtual(node: object): string };
  };
};
