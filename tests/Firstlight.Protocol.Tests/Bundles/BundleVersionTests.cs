using Firstlight.Protocol.Bundles;

namespace Firstlight.Protocol.Tests.Bundles;

public sealed class BundleVersionTests
{
    [Theory]
    [InlineData("1.2.0", "1.10.0")]
    [InlineData("1.9", "2")]
    [InlineData("2.0.0-beta", "2.0.0")]
    [InlineData("2.0.0-beta.2", "2.0.0-beta.10")]
    [InlineData("2.0.0-alpha", "2.0.0-beta")]
    [InlineData("1.99999999999999999999", "2.0")]
    [InlineData("1.0", "1.0.1")]
    public void The_left_one_is_older(string left, string right)
    {
        BundleVersion.Compare(left, right).ShouldBeLessThan(0);
        BundleVersion.Compare(right, left).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("1.2", "1.2.0")]
    [InlineData("01.2", "1.2")]
    [InlineData("1.2-x", "1.2.0-x")]
    public void Both_are_the_same_version(string left, string right) => BundleVersion.Compare(left, right).ShouldBe(0);
}
