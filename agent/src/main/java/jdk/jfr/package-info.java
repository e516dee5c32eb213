/**
 * The one type of the JDK's module jdk.jfr that Netty asks at its start. The image has no such
 * module, and a class that is nowhere is looked for in the jar: that is opened and its index read
 * just to find nothing (10 ms and 0.4 MB). Where the JDK has the module, its own type is used.
 */
package jdk.jfr;
