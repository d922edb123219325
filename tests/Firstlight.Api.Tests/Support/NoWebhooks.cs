using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Webhooks;

namespace Firstlight.Api.Tests.Support;

/// <summary>A cloud without webhooks; those with some are tested over a real database.</summary>
internal sealed class NoWebhooks : IWebhooks
{
    public Task<IReadOnlyList<Webhook>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Webhook>>([]);

    public Task<Webhook?> FindAsync(OrganisationId organisation, WebhookId webhook, CancellationToken cancellation) =>
        Task.FromResult<Webhook?>(null);

    public Task<Outcome<IssuedWebhook>> CreateAsync(
        PersonActor actor,
        WebhookDraft draft,
        CancellationToken cancellation
    ) => Task.FromResult<Outcome<IssuedWebhook>>(None);

    public Task<Outcome<Webhook>> ChangeAsync(
        PersonActor actor,
        WebhookId webhook,
        WebhookDraft draft,
        CancellationToken cancellation
    ) => Task.FromResult<Outcome<Webhook>>(None);

    public Task<Outcome<IssuedWebhook>> RotateAsync(
        PersonActor actor,
        WebhookId webhook,
        TimeSpan overlap,
        CancellationToken cancellation
    ) => Task.FromResult<Outcome<IssuedWebhook>>(None);

    public Task<Outcome<Done>> DeleteAsync(PersonActor actor, WebhookId webhook, CancellationToken cancellation) =>
        Task.FromResult<Outcome<Done>>(None);

    public Task<Outcome<WebhookTrial>> TryOutAsync(
        PersonActor actor,
        WebhookId webhook,
        CancellationToken cancellation
    ) => Task.FromResult<Outcome<WebhookTrial>>(None);

    public Task<Outcome<DeliveryPage>> ListDeliveriesAsync(
        OrganisationId organisation,
        WebhookId webhook,
        DeliveryState? state,
        long? before,
        int limit,
        CancellationToken cancellation
    ) => Task.FromResult<Outcome<DeliveryPage>>(None);

    public Task<Outcome<int>> SendAgainAsync(
        PersonActor actor,
        WebhookId webhook,
        long? delivery,
        CancellationToken cancellation
    ) => Task.FromResult<Outcome<int>>(None);

    public Task<Outcome<int>> DeleteDeadAsync(
        PersonActor actor,
        WebhookId webhook,
        long? delivery,
        CancellationToken cancellation
    ) => Task.FromResult<Outcome<int>>(None);

    private static Refusal None { get; } = Refusal.NotFound("webhook", "There are no webhooks here.");
}
