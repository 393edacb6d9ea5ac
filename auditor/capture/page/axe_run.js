// axe-core in one document: runs it, joins the frames' results and cuts them to what evaluation needs.
__auditor.claim(
  "axeRun",
  (() => {
    const { elements } = __auditor;
    const MAX_RELATED = 3;
    const SHARE = 0.2; // of the time that is left, which one rule may take
    const LEAST_MS = 50;
    // Of a document with so many elements fewer occurrences are kept: each selector is sought in all of it.
    const MANY = 5000;
    const FEW = 50;
    /** @type {Set<string>} rules that took all the time once */
    const barred = new Set();
    /** @type {Set<string>} rules that were not run, or not on all elements */
    const unfinished = new Set();
    /** @type {Record<string, number>} occurrences that were not kept, by outcome and rule */
    let dropped = {};
    let deadline = Infinity,
      running = "",
      most = Infinity,
      watched = false;

    /** What a node's checks say together, as axe-core joins them. @param {AxeRawNode} node */
    const outcomeOf = ({ any, all, none }) => {
      const met = !any.length || any.some((check) => check.result === true);
      if (
        (!met && any.every((check) => check.result === false)) ||
        all.some((check) => check.result === false) ||
        none.some((check) => check.result === true)
      )
        return "violations";
      return !met || [...all, ...none].some((check) => typeof check.result !== "boolean") ? "incomplete" : "passes";
    };
    /**
     * A rule's result with as many elements as are kept: for each axe-core works out a selector, which takes longer
     * than most rules. Not where a check compares all elements afterwards.
     * @param {AxeRule} rule @param {AxeRawResult | undefined} result
     */
    const withFewer = (rule, result) => {
      if (!result?.nodes) return result;
      for (const node of result.nodes)
        for (const check of [...node.any, ...node.all, ...node.none])
          check.relatedNodes = (check.relatedNodes ?? []).slice(0, MAX_RELATED);
      const compared = [...rule.any, ...rule.all, ...rule.none].some(
        (check) => axe._audit?.checks?.[typeof check === "string" ? check : (check.id ?? "")]?.after,
      );
      if (compared) return result;
      /** @type {Record<string, number>} */
      const kept = { violations: 0, incomplete: 0, passes: most - 1 };
      result.nodes = result.nodes.filter((node) => {
        const outcome = outcomeOf(node);
        const keeps = (kept[outcome] ?? 0) < most;
        kept[outcome] = (kept[outcome] ?? 0) + 1;
        if (!keeps && outcome !== "passes") {
          const key = `${outcome} ${rule.id}`;
          dropped[key] = (dropped[key] ?? 0) + 1;
        }
        return keeps;
      });
      return result;
    };
    /** Has axe-core's rules look at the clock, from element to element; it has no limit of its own. */
    const watchTime = () => {
      if (watched) return;
      watched = true;
      for (const rule of axe._audit?.rules ?? []) {
        const { run, runChecks, matches } = rule;
        let end = 0;
        const isLate = () => performance.now() > end;
        rule.run = (context, options, resolve, reject) => {
          const now = performance.now();
          // No rule takes all the time of those after it.
          end = now + Math.max(LEAST_MS, SHARE * (deadline - now));
          if (now > deadline || barred.has(rule.id)) {
            unfinished.add(rule.id);
            resolve(undefined);
            return;
          }
          running = rule.id;
          run.call(rule, context, options, (result) => resolve(withFewer(rule, result)), reject);
          running = "";
        };
        rule.runChecks = (type, node, options, context, resolve, reject) => {
          if (isLate()) {
            unfinished.add(rule.id);
            resolve({ type, results: [] });
          } else runChecks.call(rule, type, node, options, context, resolve, reject);
        };
        rule.matches = (...given) => {
          if (!isLate()) return matches.apply(rule, given);
          unfinished.add(rule.id);
          return false;
        };
      }
    };
    /** Has rules that look at few elements run before those that look at many, which may take the time of them all. */
    const fewFirst = () => {
      const rules = axe._audit?.rules ?? [];
      const looksAt = new Map(rules.map((rule) => [rule, elements.all(rule.selector || "*").length]));
      rules.sort((one, other) => (looksAt.get(one) ?? 0) - (looksAt.get(other) ?? 0));
    };
    /** @param {number} ms @param {number} limit */
    const begin = (ms, limit) => {
      watchTime();
      if (axe._running) {
        // It was put an end to, most likely in the middle of a rule: what it left behind is cleared away.
        if (running) barred.add(running);
        running = "";
        axe._running = false;
        axe.teardown();
      }
      unfinished.clear();
      dropped = {};
      deadline = performance.now() + ms;
      const isLarge = document.getElementsByTagName("*").length > MANY;
      most = isLarge ? Math.min(limit, FEW) : limit;
      if (isLarge) fewFirst();
    };
    /** What the last run did not do here: unfinished rules, and occurrences by outcome and rule. */
    const left = () => ({ unfinished: [...unfinished], dropped });

    /**
     * @param {AxeRuleResult[]} list @param {number} limit
     * @param {string} outcome @param {Record<string, number>} more
     */
    const cut = (list, limit, outcome, more) =>
      list.map((rule) => ({
        id: rule.id,
        impact: rule.impact,
        count: rule.nodes.length + (more[`${outcome} ${rule.id}`] ?? 0),
        nodes: rule.nodes.slice(0, limit).map((node) => ({
          target: node.target,
          impact: node.impact,
          checks: /** @type {const} */ (["any", "all", "none"]).flatMap((kind) =>
            node[kind].map((check) => ({
              id: check.id,
              kind,
              data: check.data,
              message: check.message,
              related: (check.relatedNodes ?? []).slice(0, MAX_RELATED).map((related) => related.target),
            })),
          ),
        })),
      }));

    /**
     * One result of all frames' partial ones. A node keeps its selector path, its impact and the checks that decided,
     * each with id and data; at most `limit` nodes of a rule. `rest`: what was not done in any frame.
     * @param {unknown[]} partials @param {object} options @param {number} limit
     * @param {{ unfinished: string[], dropped: Record<string, number> }} rest
     */
    const finish = async (partials, options, limit, rest) => {
      const results = await axe.finishRun(partials, options);
      return {
        violations: cut(results.violations, limit, "violations", rest.dropped),
        incomplete: cut(results.incomplete, limit, "incomplete", rest.dropped),
        passes: results.passes.map((rule) => rule.id),
        inapplicable: results.inapplicable.map((rule) => rule.id),
        unfinished: rest.unfinished,
      };
    };
    /**
     * @param {unknown} context null for the whole document @param {object} options
     * @param {number} limit @param {number} ms
     */
    const runPartial = (context, options, limit, ms) => {
      begin(ms, limit);
      return axe.runPartial(context ?? document, options);
    };
    /** This document alone. @param {object} options @param {number} limit @param {number} ms */
    const runHere = async (options, limit, ms) => {
      const partial = await runPartial(null, options, limit, ms);
      return finish([partial], options, limit, left());
    };
    /** Elements alone that no earlier view showed. @param {object} options @param {number} limit @param {number} ms */
    const runFresh = async (options, limit, ms) => {
      const partial = await runPartial({ include: elements.fresh() }, options, limit, ms);
      return finish([partial], options, limit, left());
    };
    /** [context for the frame's own run, number of the frame's element]. @param {unknown} context */
    const frameContexts = (context) =>
      axe.utils
        .getFrameContexts(context ?? document)
        .map((frame) => [frame.frameContext, elements.numberOf(axe.utils.shadowSelect(frame.frameSelector))]);
    /** The elements' numbers, -1 for what the table doesn't have. @param {unknown[]} selectors */
    const numbersOf = (selectors) =>
      selectors.map((selector) => {
        try {
          return elements.numberOf(axe.utils.shadowSelect(selector));
        } catch {
          return -1;
        }
      });
    return { finish, runPartial, runHere, runFresh, left, frameContexts, numbersOf };
  })(),
);
