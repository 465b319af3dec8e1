import { renderedMarkdown } from '../../platform/source/markdown.js';
import { Exhibit } from '../../web/components/exhibit.js';
import { usePage } from '../../web/page.js';
import { inLanguage, type OutlineModule } from '../outline.js';

/** The scene with which a programme opens a shared module; nothing where it has none. */
export function ModuleSituation({ module }: { module: OutlineModule }) {
  const { t, language } = usePage();
  if (!module.situation) return null;
  const { words, language: own } = inLanguage(module.situation, language, module.source);
  const html = renderedMarkdown(words.text);
  return (
    <Exhibit
      title={t('catalogue.situation', { title: words.title })}
      icon="mapPin"
      html={own === language ? html : `<div lang="${own}">${html}</div>`}
    />
  );
}
