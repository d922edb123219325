namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>What <c>iw phy … info</c> says of radios that people have.</summary>
public sealed class InterfaceCombinationsTests
{
    private const string RaspberryPi = """
        Wiphy phy0
        	interface combinations:
        	valid interface combinations:
        		 * #{ managed } <= 1, #{ P2P-device } <= 1, #{ P2P-client, P2P-GO } <= 1,
        		   total <= 3, #channels <= 2
        		 * #{ managed } <= 1, #{ AP } <= 1, #{ P2P-client } <= 1, #{ P2P-device } <= 1,
        		   total <= 4, #channels <= 1
        	Device supports scan flush.
        """;

    private const string TwoChannels = """
        	valid interface combinations:
        		 * #{ managed } <= 1, #{ AP, P2P-client, P2P-GO } <= 1, #{ P2P-device } <= 1,
        		   total <= 3, #channels <= 2
        	HT Capability overrides:
        		 * MCS: ff ff ff ff ff ff ff ff ff ff
        """;

    private const string OneGroup = """
        	valid interface combinations:
        		 * #{ managed, AP, mesh point } <= 8,
        		   total <= 8, #channels <= 1, STA/AP BI must match
        """;

    private const string OneOfAGroup = """
        	valid interface combinations:
        		 * #{ managed, AP } <= 1, #{ monitor } <= 1,
        		   total <= 2, #channels <= 1
        """;

    private const string OneAtATime = """
        	valid interface combinations:
        		 * #{ managed } <= 1, #{ AP } <= 1,
        		   total <= 1, #channels <= 1
        """;

    private const string OnlyElsewhere = """
        	valid interface combinations:
        		 * #{ managed } <= 2, #{ P2P-client } <= 1,
        		   total <= 3, #channels <= 2
        	software interface modes (can always be added):
        		 * AP/VLAN
        """;

    [Theory]
    [InlineData(RaspberryPi, 1)]
    [InlineData(TwoChannels, 2)]
    [InlineData(OneGroup, 1)]
    [InlineData(OneOfAGroup, 0)]
    [InlineData(OneAtATime, 0)]
    [InlineData(OnlyElsewhere, 0)]
    [InlineData("\tinterface combinations are not supported\n", 0)]
    [InlineData("", 0)]
    public void Both_at_once_takes_a_combination_with_both_and_so_many_channels(string said, int channels) =>
        InterfaceCombinations.ChannelsForBoth(said).ShouldBe(channels);
}
