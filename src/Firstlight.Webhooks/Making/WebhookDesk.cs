using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Webhooks;

/// <summary>The webhooks as people see them.</summary>
internal sealed partial class WebhookDesk(
    IWebhookStore store,
    Vault vault,
    Sender sender,
    Lanes lanes,
    ChangeTurn turn,
    IAuditLog audit,
    IRandomSource random,
    IOptions<WebhookOptions> options,
    TimeProvider time
) : IWebhooks
{
    private static readonly WebhookInterest Everything = new(
        WebhookTriggers.None,
        null,
        null,
        [],
        IncludesBelow: false
    );

    public Task<IReadOnlyList<Webhook>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        store.ListAsync(organisation, cancellation);

    public async Task<Webhook?> FindAsync(
        OrganisationId organisation,
        WebhookId webhook,
        CancellationToken cancellation
    ) => await store.FindAsync(webhook, cancellation) is { } known && known.Organisation == organisation ? known : null;

    public async Task<Outcome<IssuedWebhook>> CreateAsync(
        PersonActor actor,
        WebhookDraft draft,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var secret = SecretText.New(random);
        var blank = new Webhook(
            default,
            actor.Organisation,
            "",
            new Uri("https://nowhere.invalid"),
            Everything,
            new WebhookRequest(WebhookContent.Json, null, []),
            Webhook.RequestsPerMinuteDefault,
            actor.Person,
            now,
            Enabled: true,
            [new SigningSecret(vault.Seal(secret.Reveal()), now, null)],
            WebhookHealth.New
        );
        var made = Apply(
            blank,
            draft with
            {
                Name = draft.Name ?? "",
                Url = draft.Url ?? "",
                Interest = draft.Interest ?? Everything,
            },
            actor
        );
        if (!made.Succeeded)
            return made.Refusal;
        using var held = await turn.TakeAsync(cancellation);
        var known = await store.ListAsync(actor.Organisation, cancellation);
        if (known.Count >= Webhook.PerOrganisationMax)
            return WebhookRules.TooMany;
        var id = await store.InsertAsync(made.Value, cancellation);
        await NoteAsync(actor, AuditActions.WebhookCreated, id, cancellation);
        return new IssuedWebhook(made.Value with { Id = id }, secret.Reveal());
    }

    public async Task<Outcome<Webhook>> ChangeAsync(
        PersonActor actor,
        WebhookId webhook,
        WebhookDraft draft,
        CancellationToken cancellation
    )
    {
        using var held = await turn.TakeAsync(cancellation);
        if (await FindAsync(actor.Organisation, webhook, cancellation) is not { } known)
            return WebhookRules.NotFound(webhook);
        var changed = Apply(known, draft, actor);
        if (!changed.Succeeded)
            return changed.Refusal;
        await store.UpdateAsync(changed.Value, cancellation);
        await NoteAsync(actor, AuditActions.WebhookChanged, webhook, cancellation);
        return (await store.FindAsync(webhook, cancellation))!;
    }

    public async Task<Outcome<IssuedWebhook>> RotateAsync(
        PersonActor actor,
        WebhookId webhook,
        TimeSpan overlap,
        CancellationToken cancellation
    )
    {
        if (WebhookRules.CheckOverlap(overlap) is { } refusal)
            return refusal;
        using var held = await turn.TakeAsync(cancellation);
        if (await FindAsync(actor.Organisation, webhook, cancellation) is not { } known)
            return WebhookRules.NotFound(webhook);
        var now = time.GetUtcNow();
        var secret = SecretText.New(random);
        List<SigningSecret> secrets = [new SigningSecret(vault.Seal(secret.Reveal()), now, null)];
        if (overlap > TimeSpan.Zero)
            secrets.Add(known.Secrets[0] with { ExpiresAt = now + overlap });
        await store.UpdateAsync(known with { Secrets = secrets }, cancellation);
        await NoteAsync(actor, AuditActions.WebhookRotated, webhook, cancellation);
        return new IssuedWebhook((await store.FindAsync(webhook, cancellation))!, secret.Reveal());
    }

    public async Task<Outcome<Done>> DeleteAsync(PersonActor actor, WebhookId webhook, CancellationToken cancellation)
    {
        using var held = await turn.TakeAsync(cancellation);
        if (await FindAsync(actor.Organisation, webhook, cancellation) is null)
            return WebhookRules.NotFound(webhook);
        await store.DeleteAsync(webhook, cancellation);
        await NoteAsync(actor, AuditActions.WebhookDeleted, webhook, cancellation);
        return default(Done);
    }

    private Outcome<Webhook> Apply(Webhook known, WebhookDraft draft, PersonActor actor)
    {
        var name = draft.Name?.Trim() ?? known.Name;
        var interest = draft.Interest ?? known.Interest;
        var perMinute = draft.RequestsPerMinute ?? known.RequestsPerMinute;
        var body =
            draft.Body is null ? known.Request.Body
            : draft.Body.Length == 0 ? null
            : draft.Body;
        var refusal =
            WebhookRules.CheckName(name)
            ?? WebhookRules.CheckRate(perMinute)
            ?? WebhookRules.CheckInterest(interest)
            ?? WebhookRules.CheckBody(body);
        if (refusal is not null)
            return refusal;
        if (draft.Interest?.IncludesBelow is true && !actor.Permissions.HasFlag(Permissions.SwitchOrganisations))
            return WebhookRules.NotBelow;
        var url = draft.Url is null
            ? known.Url
            : WebhookRules.ReadUrl(draft.Url.Trim(), options.Value.AllowPrivateAddresses);
        if (!url.Succeeded)
            return url.Refusal;
        var headers = known.Request.Headers;
        if (draft.Headers is { } given)
        {
            var taken = HeaderRules.Take(given, headers, vault);
            if (!taken.Succeeded)
                return taken.Refusal;
            headers = taken.Value;
        }

        return known with
        {
            Name = name,
            Url = url.Value,
            Interest = interest,
            Request = new WebhookRequest(draft.Content ?? known.Request.Content, body, headers),
            RequestsPerMinute = perMinute,
            Enabled = draft.Enabled ?? known.Enabled,
        };
    }

    private Task NoteAsync(PersonActor actor, string action, WebhookId webhook, CancellationToken cancellation) =>
        audit.RecordAsync(
            actor.Person,
            actor.Organisation,
            action,
            $"webhook/{webhook}",
            actor.RemoteAddress,
            cancellation
        );
}
