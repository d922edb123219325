using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Tests;

public sealed class GatewayOptionsTests
{
    [Fact]
    public void A_setting_beyond_its_limits_is_named()
    {
        Refused(options => options.Addresses.Clear()).ShouldContain(nameof(GatewayOptions.Addresses));
        Refused(options => options.HttpBodyBytesMax = 1).ShouldContain(nameof(GatewayOptions.HttpBodyBytesMax));
        Refused(options => options.Tls.ReloadInterval = TimeSpan.Zero).ShouldContain(nameof(TlsOptions.ReloadInterval));
    }

    [Fact]
    public void A_certificate_without_its_key_is_refused() =>
        Refused(options => options.Tls.CertificateFile = "server.pem").ShouldContain("go together");

    [Fact]
    public void A_tls_address_without_a_certificate_is_refused() =>
        Refused(options => options.Tls.DevelopmentFolder = null).ShouldContain("needs certificate files");

    private static string Refused(Action<GatewayOptions> change)
    {
        using var provider = new ServiceCollection()
            .AddGateway(options =>
            {
                options.Tls.DevelopmentFolder = "tls";
                change(options);
            })
            .BuildServiceProvider();
        return Should
            .Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<GatewayOptions>>().Value)
            .Message;
    }
}
