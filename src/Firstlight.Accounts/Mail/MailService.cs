using Microsoft.Extensions.Hosting;

namespace Firstlight.Accounts;

/// <summary>Keeps the outbox going while the host runs.</summary>
internal sealed class MailService(MailOutbox outbox) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => outbox.RunAsync(stoppingToken);
}
