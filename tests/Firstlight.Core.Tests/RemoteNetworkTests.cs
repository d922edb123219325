namespace Firstlight.Core.Tests;

public sealed class RemoteNetworkTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData(null, "not an address")]
    public void Whoever_owns_several_addresses_of_one_network_is_one(string? one, string? other) =>
        RemoteNetwork.Of(one).ShouldBe(RemoteNetwork.Of(other));

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("192.0.2.1", "192.0.2.2")]
    public void Others_are_others(string one, string other) =>
        RemoteNetwork.Of(one).ShouldNotBe(RemoteNetwork.Of(other));
}
