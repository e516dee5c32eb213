/**
 * An outline of two types of the JDK's module jdk.unsupported, to compile against: the compiler's
 * warning about the JDK's own cannot be turned off, and warnings are errors here. No class file is
 * made of it. At run time the JDK's types are there, and they alone.
 */
package sun.misc;
