using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Firstlight.Webhooks.Tests;

public sealed class WebhookOptionsTests
{
    [Fact]
    public void A_setting_beyond_its_limits_is_named()
    {
        Refused(options => options.Timeout = TimeSpan.FromHours(1)).ShouldContain(nameof(WebhookOptions.Timeout));
        Refused(options => options.AttemptsMax = 0).ShouldContain(nameof(WebhookOptions.AttemptsMax));
    }

    private static string Refused(Action<WebhookOptions> change) =>
        Should.Throw<OptionsValidationException>(() => Options(change)).Message;

    private static WebhookOptions Options(Action<WebhookOptions>? change = null)
    {
        using var provider = new ServiceCollection()
            .AddWebhooks()
            .Configure(change ?? (_ => { }))
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<WebhookOptions>>().Value;
    }
}
