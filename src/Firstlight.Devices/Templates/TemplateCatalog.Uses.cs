using System.Collections.Immutable;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>Templates of an organisation in those below it (docs/decisions/0019): used there, changed at home.</summary>
internal sealed partial class TemplateCatalog
{
    private volatile ImmutableHashSet<TemplateUse> _uses = [];

    public async Task<Outcome<Template>> EnableAsync(
        OrganisationId above,
        OrganisationId organisation,
        TemplateId id,
        CancellationToken cancellation
    )
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (Find(above, id) is not { } template)
            return Unknown(id);
        var use = new TemplateUse(id, organisation);
        if (_uses.Contains(use))
            return template;
        await store.EnableAsync(use, CancellationToken.None);
        _uses = _uses.Add(use);
        TellOtherNodes();
        Announce(template, organisation);
        return template;
    }

    public async Task InheritAsync(
        OrganisationId organisation,
        IReadOnlyList<TemplateId> templates,
        CancellationToken cancellation
    )
    {
        using var turn = await TakeTurnAsync(cancellation);
        _uses = _uses.Union(templates.Where(Templates.ContainsKey).Select(id => new TemplateUse(id, organisation)));
        TellOtherNodes();
    }

    public async Task<Outcome<Done>> DisableAsync(
        OrganisationId organisation,
        TemplateId id,
        CancellationToken cancellation
    )
    {
        using var turn = await TakeTurnAsync(cancellation);
        var use = new TemplateUse(id, organisation);
        if (!_uses.Contains(use) || Find(organisation, id) is not { } template)
            return Unknown(id);
        if (!await store.TryDisableAsync(use, CancellationToken.None))
            return new Refusal(
                RefusalKind.Conflict,
                "template_in_use",
                $"{template.Name} is in use there: it has devices or static tokens of it, or one below it uses it. Remove these first."
            );
        _uses = _uses.Remove(use);
        TellOtherNodes();
        Announce(template, organisation);
        return default(Done);
    }

    private bool IsSeenIn(OrganisationId organisation, Template template) =>
        template.Organisation == organisation || _uses.Contains(new TemplateUse(template.Id, organisation));

    private Outcome<Template> FindOwn(OrganisationId organisation, TemplateId id)
    {
        if (Find(organisation, id) is not { } template)
            return Unknown(id);
        return template.Organisation == organisation
            ? template
            : new Refusal(
                RefusalKind.Conflict,
                "template_from_above",
                $"{template.Name} belongs to an organisation above; it is changed there."
            );
    }
}
