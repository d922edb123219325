using Firstlight.Api.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedApi))]

namespace Firstlight.Api.Tests.Support;

/// <summary>One host for all tests that leave nothing behind but values: starting one takes longer than a hundred refusals.</summary>
public sealed class SharedApi : IAsyncLifetime
{
    public ApiUnderTest Api { get; private set; } = null!;

    /// <summary>A device whose template has one datastream of each type on V0 to V4.</summary>
    public long DeviceId { get; private set; }

    /// <summary>An empty template's address.</summary>
    public string TemplatePath { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Api = await ApiUnderTest.StartAsync();
        DeviceId = await Api.MakeDeviceAsync();
        using var made = await Api.PostAsync("/api/v1/templates", new { name = "Empty" });
        TemplatePath = $"/api/v1/templates/{(await ApiUnderTest.JsonOf(made))["id"]}";
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
