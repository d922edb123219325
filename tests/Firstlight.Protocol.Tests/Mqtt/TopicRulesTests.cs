using Firstlight.Protocol.Mqtt;

namespace Firstlight.Protocol.Tests.Mqtt;

public sealed class TopicRulesTests
{
    [Theory]
    [InlineData("#", true)]
    [InlineData("downlink/#", true)]
    [InlineData("+/b/+", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData("a#", false)]
    [InlineData("a/#/b", false)]
    [InlineData("a+/b", false)]
    public void A_filter_is_legal_or_not(string filter, bool legal) => TopicRules.IsFilter(filter).ShouldBe(legal);

    [Theory]
    [InlineData("downlink/#", "downlink/ds/Set Temperature", true)]
    [InlineData("downlink/#", "downlink", true)] // 4.7.1.2: the level above too
    [InlineData("downlink/ds/#", "downlink/meta/x", false)]
    [InlineData("downlink/ds/Power", "downlink/ds/Power", true)]
    [InlineData("downlink/ds/Power", "downlink/ds/power", false)]
    [InlineData("downlink/ds/Power", "downlink/ds/Power/x", false)]
    [InlineData("downlink/ds", "downlink/ds/", false)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+", "a", false)]
    [InlineData("+", "/a", false)]
    [InlineData("/+", "/a", true)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/x", "$SYS/x", false)]
    public void A_filter_means_a_topic_or_not(string filter, string topic, bool matches) =>
        TopicRules.Matches(filter, topic).ShouldBe(matches);
}
